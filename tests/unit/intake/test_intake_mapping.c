/* Mapping files: every mistake is named with its line; the reference mappings are proven. */
/* rows: R102 */
#include <criterion/criterion.h>
#include <dirent.h>
#include <stdio.h>

#include "tests/unit/intake/intake_bench.h"
#include "topology/base/file.h"

#define HEAD                                                                                       \
    "system: erp\nconstants: {entity: E1}\ntopics: [t]\nenvelope: json\nposition: offset\n"        \
    "row: \"{id}\"\nfacts:\n"
#define LINE                                                                                       \
    "  - fact: OrderLine\n    key: \"{id}\"\n    fields:\n      order: \"{id}\"\n"                 \
    "      line: \"{line}\"\n      net_qty: {column: qty, unit: base}\n"

static void expect_problems(const char *mapping, const char *problems)
{
    intake_bench *bench = bench_open(mapping, NULL);
    cr_expect(bench->intake == NULL);
    cr_expect_str_eq(bench_problems(bench), problems);
    bench_close(bench);
}

Test(mapping, what_is_no_yaml_is_said_with_its_line)
{
    expect_problems("system: erp\n  topics: [t\n",
                    "2: not YAML: mapping values are not allowed in this context\n");
    expect_problems("", "1: the file is empty\n");
    expect_problems("just a text", "1: a mapping file is a map of keys\n");
    expect_problems("\tsystem: erp",
                    "1: not YAML: found character that cannot start any token while scanning for "
                    "the next token\n");
}

Test(mapping, all_that_is_missing_is_named_at_once)
{
    expect_problems("owner: sales\n", "1: 'system' is missing\n1: 'topics' is missing\n"
                                      "1: 'envelope' is missing\n1: 'position' is missing\n"
                                      "1: 'row' is missing\n1: 'facts' is missing\n");
}

Test(mapping, several_mistakes_of_one_file_come_in_one_run)
{
    expect_problems(HEAD "  - fact: OrderLine\n"
                         "    key: \"{id\"\n"
                         "    wen: {column: a, in: [x]}\n"
                         "    fields:\n"
                         "      order: \"{id}\"\n"
                         "      lien: \"{line}\"\n"
                         "      source: x\n"
                         "      net_qty: {column: qty}\n"
                         "      site: {column: site, unit: base}\n"
                         "  - fact: OrderLien\n"
                         "    key: x\n"
                         "    fields: {}\n",
                    "10: unknown key 'wen' (known: fact, key, when, fields)\n"
                    "9: a brace without a name or an end: {id\n"
                    "13: OrderLine has no field 'lien'\n"
                    "14: source is filled by intake itself\n"
                    "8: OrderLine: the required field 'line' is not filled\n"
                    "15: net_qty needs a unit: base, or plain for thousandths\n"
                    "16: site is no number: it has no unit or factor\n"
                    "17: no record is called 'OrderLien'\n");
}

Test(mapping, wrong_values_of_rules_are_named)
{
    expect_problems(
        HEAD "  - fact: OrderHeader\n    key: \"{id}\"\n    when: {column: a}\n    fields:\n"
             "      order: \"{id}\"\n      entity: \"{entity}\"\n"
             "      status: {column: s, values: {O: OPNE, C: CANCELLED}, else: null}\n"
             "      type: STANDART\n"
             "      ship_complete: {column: c, values: {Y: yes}}\n"
             "      booked_at: {column: b, type: seconds, zone: Berlin, day: noon}\n"
             "      priority: {column: p, unit: kilo, factor: 0}\n"
             "      customer: {colunm: c}\n"
             "      channel: {column: c, column: d}\n"
             "      currency: [a]\n",
        "10: a condition needs one of in, not_in, present\n"
        "15: type cannot be 'STANDART'\n"
        "14: status cannot be 'OPNE'\n"
        "20: 'column' is given twice\n"
        "19: unknown key 'colunm' (known: column, values, else, default, type, scale, unit, "
        "factor, zone, day)\n"
        "19: customer: 'column' is missing\n"
        "21: currency is no list\n"
        "18: unit must be base, money or plain\n"
        "18: factor must be a whole number from 1 on\n"
        "17: type must be text, timestamp, date, millis, micros, nanos or decimal\n"
        "17: zone must be UTC or an offset like +01:00\n"
        "17: day must be start or end\n"
        "16: ship_complete cannot be 'yes'\n");
}

Test(mapping, a_unit_that_contradicts_the_field_is_refused)
{
    expect_problems(HEAD "  - fact: OrderLine\n    key: \"{id}\"\n    fields:\n"
                         "      order: \"{id}\"\n      line: \"{line}\"\n"
                         "      net_qty: {column: qty, unit: money}\n",
                    "13: net_qty is what is still wanted, thousandths of the base unit\n");
}

Test(mapping, positions_belong_to_envelopes)
{
    expect_problems("system: e\ntopics: t\nenvelope: json\nposition: lsn\nrow: x\nfacts:\n" LINE,
                    "4: position lsn needs a Debezium envelope\n");
    expect_problems("system: e\ntopics: t\nenvelope: csv\nposition: offset\nrow: x\nfacts:\n" LINE,
                    "4: position line goes with envelope csv\n");
    expect_problems("system: e\ntopics: t\nenvelope: xml\nposition: now\nrow: x\nfacts:\n" LINE,
                    "3: envelope must be debezium-avro, debezium-json, avro, json or csv\n"
                    "4: position must be lsn, scn, pos, sequence, ts_ms, binlog, offset, "
                    "timestamp, line or {column: ...}\n");
}

Test(mapping, two_files_for_one_topic_are_refused)
{
    intake_bench *bench = bench_open(HEAD LINE, "t");
    const char *files[] = {bench->file, bench->file, "/no/such/file.yaml"};
    of_intake_options options = {.files = files, .file_count = 3, .registry = bench->registry};
    of_intake *intake = NULL;
    cr_expect(of_intake_open(&options, bench_report, bench, &intake).remedy == OF_FATAL);
    cr_expect(
        strstr(bench_problems(bench), "0: the file cannot be read\n3: topic 't' is taken by") ==
            bench_problems(bench),
        "%s", bench_problems(bench));
    bench_close(bench);
}

static size_t check(intake_bench *bench, const char *schema)
{
    of_schema *parsed = NULL;
    of_status status = of_schema_parse(of_text_of(schema), &parsed, NULL, 0);
    cr_assert(of_ok(status));
    size_t problems = of_intake_check(bench->intake, "t", parsed, bench_report, bench);
    of_schema_free(parsed);
    return problems;
}

Test(mapping, a_check_names_missing_misfit_and_forgotten_columns)
{
    intake_bench *bench = bench_open("system: erp\ntopics: [t]\nenvelope: avro\n"
                                     "position: {column: seq}\nrow: \"{id}\"\nfacts:\n"
                                     "  - fact: OrderLine\n    key: \"{key}\"\n    fields:\n"
                                     "      order: \"{id}\"\n      line: {column: line}\n"
                                     "      net_qty: {column: qty, unit: base}\n"
                                     "      promise_date: {column: when}\n",
                                     "t");
    cr_assert(bench->intake != NULL, "%s", bench_problems(bench));
    size_t problems = check(
        bench, "{\"type\":\"record\",\"name\":\"R\",\"fields\":["
               "{\"name\":\"seq\",\"type\":\"boolean\"},{\"name\":\"id\",\"type\":\"double\"},"
               "{\"name\":\"line\",\"type\":{\"type\":\"array\",\"items\":\"int\"}},"
               "{\"name\":\"qty\",\"type\":\"bytes\"},{\"name\":\"when\",\"type\":\"long\"},"
               "{\"name\":\"surprise\",\"type\":\"string\"}]}");
    cr_expect_str_eq(
        bench_problems(bench),
        "8: the source has no column 'key'\n"
        "4: position: column 'seq': true and false are not numbers\n"
        "5: row: column 'id': a floating point number has no one text\n"
        "10: order: column 'id': a floating point number has no one text\n"
        "11: line: column 'line': a structure cannot become a text\n"
        "12: net_qty: column 'qty': bytes without a scale are not a number\n"
        "13: promise_date: column 'when': a bare number can be any time: say type: millis, micros, "
        "nanos or date\n"
        "0: column 'surprise' is not used: map it, or list it under ignore\n");
    cr_expect(problems == 8);
    bench_close(bench);
}

Test(mapping, a_check_by_names_knows_what_is_there)
{
    intake_bench *bench = bench_open("ignore: [note]\n" HEAD LINE, "t");
    cr_assert(bench->intake != NULL, "%s", bench_problems(bench));
    of_text names[] = {OF_TEXT("id"), OF_TEXT("line"), OF_TEXT("note"), OF_TEXT("extra")};
    cr_expect(of_intake_check_names(bench->intake, "t", names, 4, bench_report, bench) == 2);
    cr_expect_str_eq(bench_problems(bench),
                     "0: column 'extra' is not used: map it, or list it under ignore\n"
                     "14: the source has no column 'qty'\n");
    cr_expect(of_intake_check_names(bench->intake, "other", names, 4, NULL, NULL) == 1);
    bench_close(bench);
}

static void check_reference(const char *name)
{
    char path[512];
    of_buffer mapping = {0};
    of_buffer schema = {0};
    snprintf(path, sizeof path, "%s/reference/%s.yaml", INTAKE_DIR, name);
    cr_assert(of_file_read(path, 1 << 20, &mapping), "%s", path);
    of_buffer_put_u8(&mapping, 0);
    intake_bench *bench = bench_open((const char *)mapping.data, name);
    cr_assert(bench->intake != NULL, "%s: %s", name, bench_problems(bench));
    snprintf(path, sizeof path, "%s/reference/%s.avsc", INTAKE_DIR, name);
    if (of_file_read(path, 1 << 20, &schema)) {
        of_schema *parsed = NULL;
        cr_assert(
            of_ok(of_schema_parse(of_text_of_bytes(of_buffer_bytes(&schema)), &parsed, NULL, 0)));
        cr_expect(of_intake_check(bench->intake, name, parsed, bench_report, bench) == 0, "%s: %s",
                  name, bench_problems(bench));
        of_schema_free(parsed);
    }
    bench_close(bench);
    of_buffer_free(&mapping);
    of_buffer_free(&schema);
}

Test(mapping, every_reference_mapping_loads_and_fits_the_schema_beside_it)
{
    DIR *folder = opendir(INTAKE_DIR "/reference");
    cr_assert(folder != NULL);
    int checked = 0;
    const struct dirent *entry;
    while ((entry = readdir(folder)) != NULL) {
        char name[256];
        size_t len = strlen(entry->d_name);
        if (len > 5 && strcmp(entry->d_name + len - 5, ".yaml") == 0) {
            snprintf(name, sizeof name, "%.*s", (int)len - 5, entry->d_name);
            check_reference(name);
            checked++;
        }
    }
    closedir(folder);
    cr_expect(checked >= 17, "%d", checked);
}

Test(mapping, the_example_of_the_readme_loads)
{
    of_buffer readme = {0};
    cr_assert(of_file_read(INTAKE_DIR "/README.md", 1 << 20, &readme));
    of_buffer_put_u8(&readme, 0);
    char *from = strstr((char *)readme.data, "```yaml\n");
    cr_assert(from != NULL);
    char *until = strstr(from + 8, "```");
    cr_assert(until != NULL);
    *until = '\0';
    intake_bench *bench = bench_open(from + 8, "cdc.erp.order_line");
    cr_expect(bench->intake != NULL, "%s", bench_problems(bench));
    bench_close(bench);
    of_buffer_free(&readme);
}
