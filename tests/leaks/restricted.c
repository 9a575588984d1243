/* Restricted fields, and the schemas that may have them: see restricted.h. */
#include "tests/leaks/restricted.h"

#include <stdio.h>
#include <string.h>

#include "topology/base/assert.h"

#define DEPTH_MAX  16
#define FIELDS_MAX 64

/* domain.md: R91, R11 (prices), 2.9 (what each topic holds); commands go to the one who keeps the
 * books. A proof of delivery is a part of shipment-state; who closed an exception, or asked for
 * something, is what these logs are for. */
const leak_field leak_fields[] = {
    {"LinePrice.unit_price", LEAK_COMMERCIAL, "order-state.commercial"},
    {"OrderCommercial.ordered", LEAK_COMMERCIAL, "order-state.commercial"},
    {"OrderCommercial.shipped", LEAK_COMMERCIAL, "order-state.commercial"},
    {"OrderCommercial.to_invoice", LEAK_COMMERCIAL, "order-state.commercial"},
    {"OrderCommercial.invoiced", LEAK_COMMERCIAL, "order-state.commercial"},
    {"OrderCommercial.credited", LEAK_COMMERCIAL, "order-state.commercial"},
    {"OrderCommercial.paid", LEAK_COMMERCIAL, "order-state.commercial"},
    {"OrderCommercial.prices", LEAK_COMMERCIAL, "order-state.commercial"},
    {"CreateCreditMemo.amount", LEAK_COMMERCIAL, "cmd.finance"},
    {"ReleaseCreditExposure.amount", LEAK_COMMERCIAL, "cmd.finance"},
    {"ShipmentState.signed_by", LEAK_PERSON, "shipment-state"},
    {"Milestone.signed_by", LEAK_PERSON, "shipment-state"},
    {"OrderException.closed_by", LEAK_PERSON, "order-exceptions"},
    {"QuarantineEntry.actor", LEAK_PERSON, "quarantine"},
};
const size_t leak_field_count = sizeof leak_fields / sizeof *leak_fields;

_Static_assert(sizeof leak_fields / sizeof *leak_fields <= FIELDS_MAX, "one flag for each");

/* Words of a name that speak of what only some may know. */
static const char *const words[] = {
    "price",    "prices", "amount",   "amounts", "margin", "cost",    "tax",   "freight",
    "discount", "rebate", "exposure", "limit",   "risk",   "account", "iban",  "card",
    "email",    "phone",  "address",  "street",  "person", "contact", "actor", "by",
};

static bool has_word(const char *name, const char *word)
{
    size_t len = strlen(word);
    for (const char *at = strstr(name, word); at != NULL; at = strstr(at + 1, word)) {
        bool starts = at == name || at[-1] == '_';
        if (starts && (at[len] == '\0' || at[len] == '_')) {
            return true;
        }
    }
    return false;
}

static bool is_suspect(const of_field *field)
{
    if (strstr(field->doc, "currency unit") != NULL) {
        return true;
    }
    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
        if (has_word(field->name, words[i])) {
            return true;
        }
    }
    return false;
}

static bool is_listed(const char *topics, const char *kafka)
{
    size_t len = strlen(kafka);
    for (const char *at = strstr(topics, kafka); at != NULL; at = strstr(at + 1, kafka)) {
        if ((at == topics || at[-1] == ' ') && (at[len] == '\0' || at[len] == ' ')) {
            return true;
        }
    }
    return false;
}

bool leak_allowed(leak_class class_, const char *kafka)
{
    bool allowed = strcmp(kafka, "dlq.orderflow") == 0;
    for (size_t i = 0; i < leak_field_count; i++) {
        allowed =
            allowed || (leak_fields[i].class_ == class_ && is_listed(leak_fields[i].topics, kafka));
    }
    return allowed;
}

/* ---- the schemas ---- */

typedef struct walk {
    const char *kafka;
    int faults;
    bool met[FIELDS_MAX]; /* rows of the table, on every topic that they name */
} walk;

static const leak_field *find(const char *name)
{
    for (size_t i = 0; i < leak_field_count; i++) {
        if (strcmp(leak_fields[i].field, name) == 0) {
            return &leak_fields[i];
        }
    }
    return NULL;
}

static void look_at_field(walk *self, const of_record_type *type, const of_field *field)
{
    char name[128];
    snprintf(name, sizeof name, "%s.%s", type->name, field->name);
    const leak_field *known = find(name);
    if (known == NULL && is_suspect(field)) {
        printf("leaks: %s on %s: looks restricted, and is not in the table\n", name, self->kafka);
        self->faults++;
    } else if (known != NULL && !is_listed(known->topics, self->kafka)) {
        printf("leaks: %s must not stand on %s\n", name, self->kafka);
        self->faults++;
    } else if (known != NULL) {
        self->met[known - leak_fields] = true;
    }
}

static void look_at(walk *self, const of_record_type *type, int depth)
{
    of_assert(depth < DEPTH_MAX);
    for (uint32_t i = 0; i < type->field_count; i++) {
        const of_value_type *value = &type->fields[i].type;
        look_at_field(self, type, &type->fields[i]);
        while (value->item != NULL) {
            value = value->item;
        }
        if (value->record != NULL) {
            look_at(self, value->record, depth + 1);
        }
    }
}

int leak_check_schemas(void)
{
    walk self = {0};
    for (size_t i = 0; i < of_topology.topic_count; i++) {
        const of_graph_topic *topic = &of_topology.topics[i];
        if (topic->kind == OF_TOPIC_KIND_STATE || topic->kind == OF_TOPIC_KIND_LOG ||
            topic->kind == OF_TOPIC_KIND_COMMAND) {
            self.kafka = topic->kafka;
            look_at(&self, topic->type, 0);
        }
    }
    for (size_t i = 0; i < leak_field_count; i++) {
        if (!self.met[i]) {
            printf("leaks: %s is in the table, and on no topic of it\n", leak_fields[i].field);
            self.faults++;
        }
    }
    return self.faults;
}
