/* The parts that books.c owns; for the files of the books only. */
#pragma once

#include "tests/world/books.h"
#include "tests/world/names.h"

struct agenda *agenda_new(void);
void agenda_free(struct agenda *agenda);
