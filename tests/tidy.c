/* The house style and the include directions as a test: prints one line per breach, exits 1 on any.
 *
 *     tidy ROOT < list of files, one per line, relative to ROOT
 */
#include <ctype.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define LINE_COLUMNS_MAX   100
#define TABLE_COLUMNS_MAX  132 /* between clang-format off and on: a row stays one line */
#define FUNCTION_LINES_MAX 70
#define FILE_LINES_MAX     500
#define HEADER_LINES_MAX   150
#define FILE_BYTES_MAX     ((size_t)1 << 20)

/* Who may include whom: THE table. A file belongs to the first row whose folder starts its path;
 * it may include our headers that start with one of the row's prefixes. Think before adding one:
 * each new pair is a new dependency between boxes of the architecture. */
static const struct {
    const char *folder;
    const char *may[12];
} layers[] = {
    {"tests/", {""}},
    {"topology/base/", {"topology/base/"}},
    {"avro/gen/", {"topology/base/", "avro/codec/record.h", "avro/gen/"}},
    {"avro/codec/", {"topology/base/", "avro/codec/"}},
    {"avro/registry/", {"topology/base/", "avro/codec/", "avro/registry/"}},
    {"avro/model", {"avro/codec/", "avro/model.h"}},
    {"topology/kafka/", {"topology/base/", "topology/kafka/"}},
    {"topology/runtime/",
     {"topology/base/", "topology/kafka/port.h", "topology/runtime/", "topology/ids.h",
      "topology/expand.h", "avro/codec/", "avro/registry/", "avro/model.h", "processors/context.h",
      "processors/folded.h", "processors/judge.h"}},
    {"processors/intake/",
     {"topology/base/", "topology/kafka/port.h", "avro/codec/", "avro/registry/", "avro/model.h",
      "processors/intake/"}},
    {"processors/",
     {"topology/base/", "topology/ids.h", "topology/expand.h", "avro/model.h",
      "avro/codec/record.h", "processors/"}},
    {"sagas/engine/check", {"topology/base/", "avro/model.h", "processors/exceptions.h", "sagas/"}},
    {"sagas/engine/decide", {"topology/base/", "avro/model.h", "sagas/"}},
    {"sagas/engine/apply", {"topology/base/", "avro/model.h", "sagas/"}},
    {"sagas/",
     {"topology/base/", "topology/ids.h", "topology/expand.h", "avro/model.h", "avro/codec/",
      "processors/processor.h", "processors/exceptions.h", "sagas/"}},
    {"topology/", {"topology/", "avro/", "processors/", "sagas/"}},
};

/* Foreign headers that may be seen in one place only. */
static const struct {
    const char *header;
    const char *where[2];
} foreign[] = {
    {"librdkafka/", {"topology/kafka/real", "tests/"}},
    {"rocksdb/", {"topology/runtime/rocks.c", "tests/"}},
    {"curl/", {"avro/registry/http.c", "tests/"}},
    {"microhttpd", {"topology/ops/http.c", "tests/"}},
    {"avro.h", {"tests/", "tests/"}},
    {"criterion/", {"tests/", "tests/"}},
};

/* Calls that hide memory, time or chance; only topology/base and tests may make them. */
static const char *const banned[] = {"malloc(", "calloc(",  "realloc(",  "free(",  "strcpy(",
                                     "strcat(", "sprintf(", "vsprintf(", "time(",  "rand(",
                                     "srand(",  "gets(",    "strtok(",   "alloca("};

/* Words that mark something left half-way; split, so that this file does not find itself. */
#define SPLIT_(left, right) left right
static const char *const unfinished[] = {SPLIT_("TO", "DO"), SPLIT_("FIX", "ME"),
                                         SPLIT_("HA", "CK")};

static int breaches;

static void breach(const char *file, int line, const char *what)
{
    printf("%s:%d: %s\n", file, line, what);
    breaches++;
}

static bool starts(const char *text, const char *prefix)
{
    return strncmp(text, prefix, strlen(prefix)) == 0;
}

static bool is_header(const char *file)
{
    return strcmp(file + strlen(file) - 2, ".h") == 0;
}

static void check_our_include(const char *file, int line, const char *header)
{
    for (size_t i = 0; i < sizeof layers / sizeof *layers; i++) {
        if (!starts(file, layers[i].folder)) {
            continue;
        }
        for (size_t j = 0; j < 12 && layers[i].may[j] != NULL; j++) {
            if (starts(header, layers[i].may[j])) {
                return;
            }
        }
        break;
    }
    breach(file, line, "includes against the direction of the layers (table in tests/tidy.c)");
}

static void check_foreign_include(const char *file, int line, const char *header)
{
    for (size_t i = 0; i < sizeof foreign / sizeof *foreign; i++) {
        if (starts(header, foreign[i].header) && !starts(file, foreign[i].where[0]) &&
            !starts(file, foreign[i].where[1])) {
            breach(file, line, "a foreign header outside the one place that may see it");
        }
    }
}

static void check_include(const char *file, int number, const char *line)
{
    char header[256];
    if (sscanf(line, "#include \"%255[^\"]\"", header) == 1) {
        check_our_include(file, number, header);
    } else if (sscanf(line, "#include <%255[^>]>", header) == 1) {
        check_foreign_include(file, number, header);
    }
}

static bool is_word_before(const char *line, const char *at)
{
    return at > line && (isalnum((unsigned char)at[-1]) || at[-1] == '_');
}

static void check_banned(const char *file, int number, const char *line)
{
    if (starts(file, "tests/") || starts(file, "topology/base/")) {
        return;
    }
    for (size_t i = 0; i < sizeof banned / sizeof *banned; i++) {
        const char *at = strstr(line, banned[i]);
        if (at != NULL && !is_word_before(line, at) && strchr(line, '"') == NULL &&
            strstr(line, "/*") == NULL && !starts(line, " *")) {
            breach(file, number, "a banned call (memory, time and chance come in by parameter)");
        }
    }
}

static void check_line(const char *file, int number, const char *line)
{
    static bool in_table;
    if (number == 1 || strstr(line, "clang-format on") != NULL) {
        in_table = false;
    } else if (strstr(line, "clang-format off") != NULL) {
        in_table = true;
    }
    size_t columns = 0;
    for (const char *at = line; *at != '\0'; at++) {
        columns += ((unsigned char)*at & 0xc0) != 0x80;
    }
    if (columns > (in_table ? TABLE_COLUMNS_MAX : LINE_COLUMNS_MAX)) {
        breach(file, number, "longer than 100 columns (132 in a table aligned by hand)");
    }
    if (strchr(line, '\t') != NULL) {
        breach(file, number, "a tab");
    }
    if (line[0] != '\0' && line[strlen(line) - 1] == ' ') {
        breach(file, number, "a blank at the end");
    }
    for (size_t i = 0; i < sizeof unfinished / sizeof *unfinished; i++) {
        if (strstr(line, unfinished[i]) != NULL) {
            breach(file, number, "a word that marks something unfinished");
        }
    }
    check_include(file, number, line);
    check_banned(file, number, line);
}

/* A function's body opens with a brace in column 0 after a line that ends its parameters. */
static void check_functions(const char *file, int number, const char *line, const char *previous,
                            int *opened)
{
    size_t length = strlen(previous);
    if (strcmp(line, "{") == 0 && length > 0 && previous[length - 1] == ')') {
        *opened = number;
    } else if (strcmp(line, "}") == 0 && *opened > 0) {
        if (number - *opened - 1 > FUNCTION_LINES_MAX) {
            breach(file, *opened, "a function of more than 70 lines");
        }
        *opened = 0;
    }
}

static void check_text(const char *file, char *text)
{
    char *line = text;
    char *previous = "";
    int number = 0;
    int opened = 0;
    if (!starts(text, "/* ")) {
        breach(file, 1, "does not open with a sentence of purpose");
    }
    if (is_header(file) && strstr(text, "#pragma once") == NULL &&
        strstr(text, "No include guard") == NULL && strstr(text, "OF_STATE") == NULL) {
        breach(file, 1, "a header without #pragma once");
    }
    while (line != NULL && *line != '\0') {
        char *end = strchr(line, '\n');
        if (end != NULL) {
            *end = '\0';
        }
        number++;
        check_line(file, number, line);
        check_functions(file, number, line, previous, &opened);
        previous = line;
        line = end == NULL ? NULL : end + 1;
    }
    if (number > (is_header(file) && !starts(file, "tests/") ? HEADER_LINES_MAX : FILE_LINES_MAX)) {
        breach(file, number,
               is_header(file) ? "a header of more than 150 lines"
                               : "a file of more than 500 lines");
    }
}

static void check_file(const char *root, const char *file)
{
    static char text[FILE_BYTES_MAX];
    char path[4096];
    snprintf(path, sizeof path, "%s/%s", root, file);
    FILE *stream = fopen(path, "rb");
    if (stream == NULL) {
        breach(file, 0, "cannot be read");
        return;
    }
    size_t length = fread(text, 1, sizeof text - 1, stream);
    text[length] = '\0';
    fclose(stream);
    check_text(file, text);
}

static bool is_checked(const char *file)
{
    size_t length = strlen(file);
    return length > 2 && (strcmp(file + length - 2, ".c") == 0 || is_header(file)) &&
           !starts(file, "avro/model.");
}

int main(int argc, char **argv)
{
    if (argc != 2) {
        fprintf(stderr, "usage: tidy ROOT < files\n");
        return 2;
    }
    char file[2048];
    int files = 0;
    while (fgets(file, sizeof file, stdin) != NULL) {
        file[strcspn(file, "\n")] = '\0';
        if (is_checked(file)) {
            check_file(argv[1], file);
            files++;
        }
    }
    printf("tidy: %d files, %d breaches\n", files, breaches);
    return breaches == 0 && files > 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
