/* The model itself: every record has a valid schema, and its values survive the wire and JSON. */
/* rows: R01 */
#include <criterion/criterion.h>

#include "avro/codec/json.h"
#include "avro/codec/plan.h"
#include "avro/model.h"
#include "tests/unit/codec_random.h"

#define ROUNDS 50

static void check_value(const of_record_type *type, const of_plan *plan, uint64_t seed,
                        of_arena *arena)
{
    codec_random random = {.state = seed};
    of_buffer bytes = {0};
    of_buffer json = {0};
    char error[300] = "";
    void *record = of_arena_alloc(arena, type->size);
    void *decoded = of_arena_alloc(arena, type->size);
    void *parsed = of_arena_alloc(arena, type->size);
    codec_random_record(&random, type, arena, record);
    cr_assert(of_ok(of_record_encode(type, record, &bytes)));
    of_status status = of_plan_decode(plan, of_buffer_bytes(&bytes), arena, decoded);
    cr_assert(of_ok(status), "%s, seed %d: %s", type->name, (int)seed, status.what);
    cr_assert(of_record_equal(type, record, decoded), "%s, seed %d", type->name, (int)seed);
    cr_assert(of_ok(of_record_to_json(type, record, true, &json)));
    status = of_record_from_json(type, of_text_of_bytes(of_buffer_bytes(&json)), arena, parsed,
                                 error, sizeof error);
    cr_assert(of_ok(status), "%s: %s", type->name, error);
    cr_assert(of_record_equal(type, record, parsed), "%s, seed %d", type->name, (int)seed);
    of_buffer_free(&bytes);
    of_buffer_free(&json);
}

Test(model, every_record_survives_the_wire_and_json)
{
    of_arena *arena = of_arena_new(64 << 20);
    for (size_t i = 0; of_model_types[i] != NULL; i++) {
        const of_record_type *type = of_model_types[i];
        of_schema *schema = NULL;
        of_plan *plan = NULL;
        char error[300] = "";
        cr_assert(
            of_ok(of_schema_parse(of_text_of(type->schema_text), &schema, error, sizeof error)),
            "%s: %s", type->name, error);
        cr_expect(of_text_is(of_schema_full_name(schema), type->full_name));
        cr_assert(of_ok(of_plan_compile(schema, type, &plan, error, sizeof error)), "%s: %s",
                  type->name, error);
        for (uint64_t seed = 0; seed < ROUNDS; seed++) {
            of_arena_reset(arena);
            check_value(type, plan, seed, arena);
        }
        of_plan_free(plan);
        of_schema_free(schema);
    }
    of_arena_free(arena);
}

Test(model, every_record_and_field_says_what_it_is)
{
    for (size_t i = 0; of_model_types[i] != NULL; i++) {
        const of_record_type *type = of_model_types[i];
        cr_expect(type->doc != NULL, "%s has no doc", type->name);
        for (uint32_t f = 0; f < type->field_count; f++) {
            cr_expect(type->fields[f].doc != NULL, "%s.%s has no doc", type->name,
                      type->fields[f].name);
        }
    }
}
