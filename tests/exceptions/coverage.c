/* Which exception codes are proved to open and to close, and why the others are not: a table made
 * from the catalogue and the transcripts.
 *
 *     coverage TRANSCRIPT... > tests/exceptions/coverage.md
 *
 * Exits 1 when a code is neither covered nor explained below, or explained although covered. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "processors/exceptions.h"
#include "topology/base/assert.h"

#define NAMES_SIZE 512
#define BY_ITEM    "inventory-atp tells it by item and site; exceptions are kept by order"

/* Why a code has no transcript that opens it and one that closes it. */
static const struct {
    of_exception_id id;
    const char *why;
} explained[] = {
    {OF_EXCEPTION_SLA_AT_RISK, "needs agreed times per customer (cfg.sla)"},
    {OF_EXCEPTION_SLA_BREACH, "raised by the backorder saga; of an order it needs cfg.sla"},
    {OF_EXCEPTION_DUPLICATE_ORDER_SUSPECT,
     "needs orders by customer and purchase order, another key than that of the order"},
    {OF_EXCEPTION_ORDER_FOR_UNREADY_ACCOUNT, "needs the customer beside the order"},
    {OF_EXCEPTION_CREDIT_HOLD_BLOCKS_SUPPLY, "needs holds of the header"},
    {OF_EXCEPTION_OVERSOLD, BY_ITEM},
    {OF_EXCEPTION_SUBSTITUTE_UNAVAILABLE, "needs the saga's branch of substitutes"},
    {OF_EXCEPTION_SHIPPED_AFTER_ROLLBACK, "needs a saga: raised by the split"},
    {OF_EXCEPTION_DECISION_DEFAULTED, "needs the saga's customer decision"},
    {OF_EXCEPTION_LATE_DECISION, "needs the saga's customer decision"},
    {OF_EXCEPTION_LATE_RETURN_AFTER_CLOSE, "needs closed return authorisations"},
    {OF_EXCEPTION_CREDITED_EXTERNALLY, "needs a saga: the clerk's credit beside its own"},
    {OF_EXCEPTION_ENDPOINT_DOWN, "needs the health of endpoints"},
    {OF_EXCEPTION_RETRIES_EXHAUSTED, "needs a saga: a command without an answer"},
    {OF_EXCEPTION_SAGA_STUCK, "needs a saga"},
    {OF_EXCEPTION_POISON_RECORD, "a dead letter: no order can be read from such a record"},
    {OF_EXCEPTION_SCHEMA_UNKNOWN, "a dead letter: no order can be read from such a record"},
    {OF_EXCEPTION_CDC_GAP, "needs the gap events of the CRM in intake"},
    {OF_EXCEPTION_UOM_MISMATCH,
     "a dead letter of intake; needs the refusal as a fact of the order"},
    {OF_EXCEPTION_ITEM_MISMATCH, "needs items of ERP and WMS"},
    {OF_EXCEPTION_HIERARCHY_MISMATCH, "needs customers and their roles"},
    {OF_EXCEPTION_DUPLICATE_ACCOUNT, "needs customers and their roles"},
    {OF_EXCEPTION_INVENTORY_DRIFT, BY_ITEM},
    {OF_EXCEPTION_ALLOCATION_DRIFT, BY_ITEM},
    {OF_EXCEPTION_MIGRATION_CLOSURE, "needs the owner of each order (cfg.order_xref)"},
};

typedef struct coverage {
    char opens[NAMES_SIZE]; /* transcripts, comma between */
    char closes[NAMES_SIZE];
} coverage;

static coverage codes[OF_EXCEPTION_COUNT];

static const char *why_not(of_exception_id id)
{
    for (size_t i = 0; i < sizeof explained / sizeof *explained; i++) {
        if (explained[i].id == id) {
            return explained[i].why;
        }
    }
    return NULL;
}

/* Names come file by file, so a repeat is the last one. */
static void add_name(char *names, const char *name)
{
    size_t len = strlen(names);
    size_t own = strlen(name);
    if (len >= own && strcmp(names + len - own, name) == 0) {
        return;
    }
    snprintf(names + len, NAMES_SIZE - len, "%s%s", len > 0 ? ", " : "", name);
    of_assert(strlen(names) + 1 < NAMES_SIZE);
}

static void read_line(const char *line, const char *name)
{
    static const char begins[] = "> order-exceptions ";
    if (strncmp(line, begins, sizeof begins - 1) != 0) {
        return;
    }
    const char *code = line + sizeof begins - 1;
    const of_exception_code *known =
        of_exception_find((of_text){.data = code, .len = strcspn(code, "|")});
    if (known == NULL) {
        fprintf(stderr, "%s: not in the catalogue: %s", name, line);
        exit(1);
    }
    coverage *of = &codes[known - of_exception_at(0)];
    bool closes = strstr(line, "\"resolution\":\"") != NULL;
    add_name(closes ? of->closes : of->opens, name);
}

static void read_transcript(const char *file)
{
    static char line[1 << 16];
    const char *slash = strrchr(file, '/');
    FILE *from = fopen(file, "r");
    if (from == NULL) {
        perror(file);
        exit(1);
    }
    while (fgets(line, sizeof line, from) != NULL) {
        read_line(line, slash == NULL ? file : slash + 1);
    }
    fclose(from);
}

static bool print_code(of_exception_id id)
{
    const of_exception_code *code = of_exception_at(id);
    const coverage *of = &codes[id];
    const char *why = why_not(id);
    bool covered = of->opens[0] != '\0' && of->closes[0] != '\0';
    printf("| %s | %s | %s | %s | %s | %s |\n", code->code,
           of_Severity_enum.symbols[code->severity], code->queue, of->opens, of->closes,
           why == NULL ? "" : why);
    if (covered == (why != NULL)) {
        fprintf(stderr, "%s: %s\n", code->code,
                covered ? "explained, although it is covered: delete the explanation"
                        : "no transcript opens and closes it, and nothing explains why");
        return false;
    }
    return true;
}

int main(int argc, char **argv)
{
    bool good = argc > 1;
    size_t covered = 0;
    for (int i = 1; i < argc; i++) {
        read_transcript(argv[i]);
    }
    for (of_exception_id id = 0; id < OF_EXCEPTION_COUNT; id++) {
        covered += why_not(id) == NULL ? 1 : 0;
    }
    printf("Exception codes, made by tests/exceptions/coverage.c: %zu of %d open and close in a "
           "transcript.\n\n",
           covered, OF_EXCEPTION_COUNT);
    printf("| code | severity | queue | opens in | closes in | not covered, or not whole |\n");
    printf("|---|---|---|---|---|---|\n");
    for (of_exception_id id = 0; id < OF_EXCEPTION_COUNT; id++) {
        good = print_code(id) && good;
    }
    return good ? 0 : 1;
}
