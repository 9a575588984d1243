/* Confluent wire format: what comes in is told apart by its writer's record name. */
#include <criterion/criterion.h>
#include <stdio.h>

#include "avro/model.h"
#include "avro/registry/wire.h"

static of_registry *registry;
static of_wire *wire;
static of_arena *arena;
static of_buffer out;
static const of_record_type *const types[] = {&of_OrderHeader_type, &of_CancelRequest_type};

static void start(void)
{
    of_registry_options options = {0};
    cr_assert(of_ok(of_registry_open(&options, &registry, NULL, 0)));
    wire = of_wire_new(registry);
    arena = of_arena_new(1 << 20);
    out = (of_buffer){0};
}

static void stop(void)
{
    of_wire_free(wire);
    of_registry_close(registry);
    of_arena_free(arena);
    of_buffer_free(&out);
}

TestSuite(wire, .init = start, .fini = stop);

static of_bytes encode_cancel(int32_t *id)
{
    CancelRequest request = {.source = {.system = OF_TEXT("crm"),
                                        .table = OF_TEXT("intent"),
                                        .row = OF_TEXT("1"),
                                        .position = 42},
                             .order = OF_TEXT("E1:so-1"),
                             .request = OF_TEXT("c-1")};
    cr_assert(of_ok(of_registry_register(registry, "canon.cancel-value",
                                         of_CancelRequest_type.schema_text, id)));
    of_buffer_clear(&out);
    cr_assert(of_ok(of_wire_encode(*id, &of_CancelRequest_type, &request, &out)));
    return of_buffer_bytes(&out);
}

static of_status decode(of_bytes value, size_t *index, void **record)
{
    return of_wire_decode(wire, value, types, 2, arena, index, record);
}

Test(wire, a_record_comes_back_as_the_type_that_was_written)
{
    int32_t id = 0;
    of_bytes value = encode_cancel(&id);
    for (int round = 0; round < 3; round++) {
        size_t index = 9;
        void *record = NULL;
        of_status status = decode(value, &index, &record);
        cr_assert(of_ok(status), "%s", status.what);
        cr_expect(index == 1);
        cr_expect(((CancelRequest *)record)->source.position == 42);
        cr_expect(of_text_is(((CancelRequest *)record)->order, "E1:so-1"));
    }
    int32_t seen = 0;
    const of_schema *schema = NULL;
    of_bytes body;
    cr_assert(of_ok(of_wire_schema(wire, value, &seen, &schema, &body)));
    cr_expect(seen == id && body.len == value.len - OF_WIRE_HEADER_BYTES);
}

static void expect_skip(of_bytes value, const char *what)
{
    size_t index = 0;
    void *record = NULL;
    of_status status = decode(value, &index, &record);
    cr_expect(status.remedy == OF_SKIP);
    cr_expect_str_eq(status.what, what);
}

Test(wire, what_is_not_of_this_format_is_skipped_with_a_reason)
{
    int32_t id = 0;
    of_bytes value = encode_cancel(&id);
    expect_skip((of_bytes){0}, "wire: no value");
    expect_skip((of_bytes){.data = value.data, .len = 4}, "wire: shorter than its header");
    out.data[0] = 1;
    expect_skip(value, "wire: wrong magic byte");
    out.data[0] = 0;
    out.data[4] = 77;
    expect_skip(value, "registry: unknown schema id");
    out.data[1] = 0xff;
    expect_skip(value, "wire: unknown schema id");
}

Test(wire, a_record_of_another_name_does_not_belong_here)
{
    int32_t id = 0;
    (void)encode_cancel(&id);
    const of_record_type *const others[] = {&of_OrderHeader_type};
    size_t index = 0;
    void *record = NULL;
    of_status status =
        of_wire_decode(wire, of_buffer_bytes(&out), others, 1, arena, &index, &record);
    cr_expect(status.remedy == OF_SKIP);
    cr_expect_str_eq(status.what, "wire: a record of this name does not belong here");
}

Test(wire, a_truncated_record_is_skipped_and_a_full_arena_aborts)
{
    int32_t id = 0;
    of_bytes value = encode_cancel(&id);
    for (size_t len = OF_WIRE_HEADER_BYTES; len < value.len; len++) {
        size_t index = 0;
        void *record = NULL;
        of_status status = decode((of_bytes){.data = value.data, .len = len}, &index, &record);
        cr_expect(status.remedy == OF_SKIP);
    }
    of_arena *tiny = of_arena_new(16);
    size_t index = 0;
    void *record = NULL;
    of_status status = of_wire_decode(wire, value, types, 2, tiny, &index, &record);
    cr_expect(status.remedy == OF_ABORT);
    of_arena_free(tiny);
}

Test(wire, more_writers_than_we_remember_are_no_problem)
{
    int32_t id = 0;
    (void)encode_cancel(&id);
    for (int i = 0; i < 1100; i++) {
        char schema[128];
        snprintf(schema, sizeof schema, "{\"type\":\"record\",\"name\":\"Other%d\",\"fields\":[]}",
                 i);
        int32_t other = 0;
        cr_assert(of_ok(of_registry_register(registry, "x", schema, &other)));
        uint8_t header[] = {0, 0, 0, (uint8_t)(other >> 8), (uint8_t)other};
        expect_skip((of_bytes){.data = header, .len = 5},
                    "wire: a record of this name does not belong here");
    }
    size_t index = 0;
    void *record = NULL;
    cr_expect(of_ok(decode(of_buffer_bytes(&out), &index, &record)));
}
