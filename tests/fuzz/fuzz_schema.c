/* Fuzzer: any text as a writer's schema, compiled against our records. Nothing may crash or hang.
 */
#include "avro/codec/plan.h"
#include "codec_model.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void compile(const of_schema *writer, const of_record_type *reader)
{
    of_plan *plan = NULL;
    char error[200];
    if (of_ok(of_plan_compile(writer, reader, &plan, error, sizeof error))) {
        of_plan_free(plan);
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    /* Reads nothing, so that everything of the writer's is skipped; and everything. */
    static const of_field fields[] = {
        {.name = "_", .type = {.kind = OF_KIND_STRING, .nullable = true, .size = sizeof(of_text)}}};
    static const of_record_type nothing = {
        .name = "Nothing", .fields = fields, .field_count = 1, .size = sizeof(of_text)};
    of_schema *schema = NULL;
    char error[200];
    if (of_ok(of_schema_parse((of_text){.data = (const char *)data, .len = size}, &schema, error,
                              sizeof error))) {
        compile(schema, &nothing);
        compile(schema, &of_CodecAll_type);
        compile(schema, &of_CodecLeg_type);
        of_schema_free(schema);
    }
    return 0;
}
