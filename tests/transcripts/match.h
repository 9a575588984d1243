/* Holds what came out against what is listed. */
#pragma once

#include "tests/transcripts/bed.h"

/* The `count` lines list what must have come out: order free across keys, kept within one key of a
 * topic. Fields that are not named, and records that are not listed, may be anything; but commands,
 * dead letters and exceptions must all be listed. Appends "file:line: ..." per failure to `report`
 * and returns how many there were. `after` is the line that caused the outputs. */
int match_outputs(bed *self, const char *file, const script_line *lines, size_t count,
                  const script_line *after, bed_outputs *outputs, of_buffer *report);
