/* Records of sources that their mapping cannot use: each ends as one dead letter with its reason,
 * and the partition goes on. */
/* rows: R63 */
#include <unistd.h>

#include "tests/sim/bad_bed.h"

#define OFFER_TOPIC "evt.planning.supply_offer"

static void refused_offer(const char *json, size_t len, const char *reason)
{
    bed *self = bed_open_with(MAPPINGS "/" OFFER_TOPIC ".yaml", OFFER_TOPIC);
    of_bytes value = {(const uint8_t *)json, len};
    put_on(self, OFFER_TOPIC, (of_bytes){0}, value);
    refused_with(value, reason, self);
}

#define REFUSED_OFFER(json, reason) refused_offer(json, sizeof(json) - 1, reason)

Test(bad_source, a_source_record_that_is_not_json_is_a_dead_letter)
{
    REFUSED_OFFER("offer=1", "JSON");
}

Test(bad_source, a_source_record_that_is_cut_off_is_a_dead_letter)
{
    REFUSED_OFFER("{\"offer\":\"O1\",\"version\":1,\"order\":\"E1:", "JSON");
}

Test(bad_source, a_source_record_that_is_not_utf8_is_a_dead_letter)
{
    REFUSED_OFFER("{\"offer\":\"O\xff\",\"version\":1}", "");
}

Test(bad_source, a_source_record_without_its_key_is_a_dead_letter)
{
    REFUSED_OFFER("{\"offer\":\"O1\",\"version\":1,\"line\":\"1\",\"qty\":1}", "order");
}

Test(bad_source, a_source_record_without_its_position_is_a_dead_letter)
{
    REFUSED_OFFER("{\"offer\":\"O1\",\"order\":\"E1:1\",\"line\":\"1\",\"qty\":1}", "no position");
}

Test(bad_source, a_source_record_with_a_word_for_a_number_is_a_dead_letter)
{
    REFUSED_OFFER("{\"offer\":\"O1\",\"version\":1,\"order\":\"E1:1\",\"line\":\"1\","
                  "\"kind\":\"ON_HAND\",\"site\":\"S\",\"qty\":\"many\"}",
                  "qty");
}

Test(bad_source, a_source_record_with_a_number_out_of_range_is_a_dead_letter)
{
    REFUSED_OFFER("{\"offer\":\"O1\",\"version\":1,\"order\":\"E1:1\",\"line\":\"1\","
                  "\"qty\":99999999999999999999999}",
                  "beyond 64 bits");
}

Test(bad_source, a_source_record_of_another_schema_than_the_mapping_is_a_dead_letter)
{
    static const char mapping[] =
        "system: x\ntopics: [evt.misfit]\nenvelope: avro\n"
        "position: {column: version}\nrow: \"{offer}\"\nfacts:\n"
        "  - fact: SupplyOffer\n    key: \"{order}\"\n    fields:\n"
        "      order: {column: order}\n      line: {column: line}\n"
        "      offer: {column: offer}\n"
        "      kind: {column: kind, values: {A: ON_HAND}, else: UNKNOWN}\n"
        "      site: {column: site}\n"
        "      qty: {column: qty, unit: base}\n";
    char path[] = "/tmp/orderflow-misfit-XXXXXX.yaml";
    int file = mkstemps(path, 5);
    cr_assert_eq(write(file, mapping, sizeof mapping - 1), (ssize_t)sizeof mapping - 1);
    close(file);
    bed *self = bed_open_with(path, "evt.misfit");
    int32_t id = 0;
    must(of_registry_register(self->registry, "evt.misfit-value",
                              "{\"type\":\"record\",\"name\":\"Offer\",\"fields\":[{\"name\":"
                              "\"offer\",\"type\":\"string\"}]}",
                              &id));
    const uint8_t value[] = {0, 0, 0, 0, (uint8_t)id, 2, 'O'};
    put_on(self, "evt.misfit", (of_bytes){0}, (of_bytes){value, sizeof value});
    refused_with((of_bytes){value, sizeof value}, "column", self);
    unlink(path);
}
