/* Reads a transcript. */
#include "tests/transcripts/script.h"

#include <stdio.h>
#include <stdlib.h>

#include "topology/base/file.h"
#include "topology/base/memory.h"
#include "topology/base/time.h"

#define FILE_MAX ((size_t)16 << 20)

static bool is_space(char c)
{
    return c == ' ' || c == '\t' || c == '\r';
}

static of_text trim(of_text text)
{
    while (text.len > 0 && is_space(text.data[0])) {
        text = (of_text){.data = text.data + 1, .len = text.len - 1};
    }
    while (text.len > 0 && is_space(text.data[text.len - 1])) {
        text.len--;
    }
    return text;
}

/* Cuts the first word off. */
static of_text word(of_text *rest)
{
    *rest = trim(*rest);
    of_text found = {.data = rest->data};
    while (found.len < rest->len && !is_space(rest->data[found.len])) {
        found.len++;
    }
    *rest = trim((of_text){.data = rest->data + found.len, .len = rest->len - found.len});
    return found;
}

static const char *read_record(of_text rest, script_line *line)
{
    line->name = word(&rest);
    line->key = word(&rest);
    line->value = rest;
    return rest.len > 0 ? NULL : "a topic, a key and a value are needed: < topic/Record key {...}";
}

static const char *read_clock(of_text rest, script_line *line)
{
    char *end = NULL;
    char text[32];
    snprintf(text, sizeof text, "%.*s", OF_TEXT_ARG(rest));
    int64_t amount = text[0] == '+' ? strtoll(text + 1, &end, 10) : 0;
    const char *unit = end == NULL ? "" : end;
    line->amount = strcmp(unit, "s") == 0   ? OF_SECONDS(amount)
                   : strcmp(unit, "m") == 0 ? OF_MINUTES(amount)
                   : strcmp(unit, "h") == 0 ? OF_HOURS(amount)
                   : strcmp(unit, "d") == 0 ? OF_DAYS(amount)
                                            : 0;
    return line->amount > 0 ? NULL : "the clock moves by +30s, +1m, +3h or +2d";
}

static const char *read_crash(of_text rest, script_line *line)
{
    char *end = NULL;
    char text[32];
    snprintf(text, sizeof text, "%.*s", OF_TEXT_ARG(rest));
    line->amount = strtoll(text, &end, 10);
    return line->amount > 0 && *end == '\0' ? NULL : "a number of port calls is needed: ! 17";
}

static const char *read_line(of_text text, script_line *line)
{
    of_text rest = trim((of_text){.data = text.data + 1, .len = text.len - 1});
    switch (text.data[0]) {
    case '<':
        line->kind = SCRIPT_IN;
        return read_record(rest, line);
    case '>':
        line->kind = SCRIPT_OUT;
        return read_record(rest, line);
    case '@':
        line->kind = SCRIPT_CLOCK;
        return read_clock(rest, line);
    case '!':
        line->kind = SCRIPT_CRASH;
        return read_crash(rest, line);
    default:
        return "a line begins with <, >, @, ! or #";
    }
}

static const char *add_line(script *self, of_text text, int number)
{
    script_line line = {.number = number};
    const char *wrong = read_line(text, &line);
    if (wrong == NULL) {
        self->lines = of_renew(self->lines, (self->count + 1) * sizeof line);
        self->lines[self->count++] = line;
    }
    return wrong;
}

static bool is_blank(of_text text)
{
    return text.len == 0 || text.data[0] == '#';
}

bool script_read(const char *file, script *self, char *error, size_t error_size)
{
    *self = (struct script){.file = file};
    if (!of_file_read(file, FILE_MAX, &self->text)) {
        snprintf(error, error_size, "%s: cannot be read", file);
        return false;
    }
    of_text left = {.data = (const char *)self->text.data, .len = self->text.len};
    for (int number = 1; left.len > 0; number++) {
        const char *end = memchr(left.data, '\n', left.len);
        size_t len = end == NULL ? left.len : (size_t)(end - left.data);
        of_text text = trim((of_text){.data = left.data, .len = len});
        const char *wrong = is_blank(text) ? NULL : add_line(self, text, number);
        if (wrong != NULL) {
            snprintf(error, error_size, "%s:%d: %s", file, number, wrong);
            return false;
        }
        len += end == NULL ? 0 : 1;
        left = (of_text){.data = left.data + len, .len = left.len - len};
    }
    return true;
}

void script_free(script *self)
{
    of_delete(self->lines);
    of_buffer_free(&self->text);
    *self = (struct script){0};
}
