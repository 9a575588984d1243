/* A schema registry of a few lines, with the manners a test asks for. */
#pragma once

#include <stdbool.h>
#include <stdint.h>

typedef enum fake_manner {
    FAKE_GOOD,
    FAKE_BROKEN,   /* 500 to everything */
    FAKE_GARBAGE,  /* 200, and an HTML page */
    FAKE_WORDLESS, /* 200, and JSON without what was asked for */
    FAKE_ENDLESS,  /* 200, and far too much */
    FAKE_SILENT,   /* no answer in time */
    FAKE_REFUSING, /* 409 to registrations */
} fake_manner;

typedef struct fake_registry fake_registry;

/* Serves below `base` ("" or "/apis/ccompat/v7") on a free port of the loopback. With `user`, asks
 * for basic authentication. Knows `schema` as id 7 and as the newest of the subject "s-value". */
fake_registry *fake_registry_start(const char *base, const char *user, const char *password,
                                   const char *schema);
void fake_registry_stop(fake_registry *fake);
void fake_registry_behave(fake_registry *fake, fake_manner manner);
/* "http://127.0.0.1:<port><base>" */
const char *fake_registry_url(const fake_registry *fake);
int fake_registry_requests(const fake_registry *fake);
/* The body of the last POST. */
const char *fake_registry_posted(const fake_registry *fake);
