/* A transcript as it is written: one line after the other.
 *
 *     # a comment
 *     < topic[/Record] key json     goes in; !hex:00ff: these bytes; !cut:9 json: only the first 9
 *     > topic[/Record] key json     must come out before the next <, @ or !
 *     @ +3h                         the clock moves and due timers fire (s, m, h, d)
 *     ! 17                          the engine dies at the 17th port call of the next < or @ */
#pragma once

#include "topology/base/buffer.h"

typedef enum script_kind { SCRIPT_IN, SCRIPT_OUT, SCRIPT_CLOCK, SCRIPT_CRASH } script_kind;

typedef struct script_line {
    script_kind kind;
    int number;   /* in the file, from 1 */
    of_text name; /* "canon.order/OrderLine" */
    of_text key;
    of_text value;  /* the JSON, to the end of the line */
    int64_t amount; /* milliseconds, or port calls */
} script_line;

typedef struct script {
    const char *file;
    script_line *lines;
    size_t count;
    of_buffer text; /* what the lines point into */
} script;

/* False with "file:line: what is wrong" in `error`. */
bool script_read(const char *file, script *self, char *error, size_t error_size);
void script_free(script *self);
