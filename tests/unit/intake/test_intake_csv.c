/* CSV files: quotes, nulls, bad lines, and headers that do not fit. */
/* rows: R44 */
#include <criterion/criterion.h>
#include <stdio.h>
#include <unistd.h>

#include "tests/unit/intake/intake_bench.h"
#include "topology/base/file.h"

#define MAPPING                                                                                    \
    "system: erp\nconstants: {entity: E1}\ntopics: [ingest.order_line]\nenvelope: csv\n"           \
    "position: line\nseparator: \";\"\nrow: \"{order}|{line}\"\nfacts:\n"                          \
    "  - fact: OrderLine\n    key: \"{entity}:{order}\"\n    fields:\n"                            \
    "      order: \"{entity}:{order}\"\n      line: \"{line}\"\n      item: \"{item}\"\n"          \
    "      net_qty: {column: qty, unit: base}\n"

static intake_bench *bench;
static char path[128];

static void start(void)
{
    bench = bench_open(MAPPING, NULL);
    cr_assert(bench->intake != NULL, "%s", bench_problems(bench));
    snprintf(path, sizeof path, "%s/rows.csv", bench->folder);
}

static void stop(void)
{
    unlink(path);
    bench_close(bench);
}

TestSuite(intake_csv, .init = start, .fini = stop);

static of_status read_file(const char *content)
{
    cr_assert(of_file_write(path, of_text_of(content), false));
    of_buffer_clear(&bench->facts);
    of_buffer_clear(&bench->problems);
    return of_intake_csv(bench->intake, path, bench->arena, bench_emit, bench, bench_report, bench);
}

#define LINE(ORDER, POSITION, REST)                                                                \
    "OrderLine E1:" ORDER                                                                          \
    " {\"source\":{\"system\":\"erp\",\"table\":\"order_line\",\"row\":\"" ORDER                   \
    "|1\",\"position\":" POSITION "},\"order\":\"E1:" ORDER "\",\"line\":\"1\"" REST "}\n"

Test(intake_csv, lines_become_facts_with_quotes_and_nulls)
{
    of_status status = read_file("\xef\xbb\xbforder;line;item;qty;extra\r\n"
                                 "a;1;\"x;\"\"y\"\"\nz\";1.5;?\r\n"
                                 "\n"
                                 "b;1;;2;\n"
                                 "c;1;\"\";3;");
    cr_expect(of_ok(status), "%s", status.what);
    cr_expect_str_eq(bench_problems(bench), "");
    cr_expect_str_eq(bench_facts(bench),
                     LINE("a", "2", ",\"item\":\"x;\\\"y\\\"\\nz\",\"net_qty\":1500")
                         LINE("b", "5", ",\"net_qty\":2000")
                             LINE("c", "6", ",\"item\":\"\",\"net_qty\":3000"));
}

Test(intake_csv, a_bad_line_is_reported_and_the_next_one_read)
{
    of_status status = read_file("order;line;item;qty\n"
                                 "a;1;x;1\n"
                                 "b;1;x\n"
                                 "c;1;x;many\n"
                                 "d;1;x;1.0001\n"
                                 ";1;x;1\n"
                                 "e;1;\"x\"y;1\n"
                                 "f;1;\xff;1\n"
                                 "g;1;x;7\n"
                                 "h;1;\"x;1\n");
    cr_expect(of_ok(status), "%s", status.what);
    cr_expect_str_eq(bench_facts(bench), LINE("a", "2", ",\"item\":\"x\",\"net_qty\":1000")
                                             LINE("g", "9", ",\"item\":\"x\",\"net_qty\":7000"));
    int reported = 0;
    for (const char *at = bench_problems(bench); *at != '\0'; at++) {
        reported += *at == '\n' ? 1 : 0;
    }
    cr_expect(reported == 7, "%s", bench_problems(bench));
    cr_expect(strstr(bench_problems(bench), "3: intake: the line has not as many fields") != NULL);
    cr_expect(strstr(bench_problems(bench), "qty': intake: not a number") != NULL);
    cr_expect(strstr(bench_problems(bench), "10: intake: not CSV") != NULL);
    cr_expect(of_intake_counted(bench->intake).refused == 7);
}

Test(intake_csv, a_file_that_does_not_fit_is_refused_as_a_whole)
{
    cr_expect(read_file("order;line;item\n1;1;x\n").remedy == OF_FATAL);
    cr_expect_str_eq(bench_problems(bench), "15: the source has no column 'qty'\n");
    cr_expect(read_file("").remedy == OF_FATAL);
    unlink(path);
    cr_expect(
        of_intake_csv(bench->intake, path, bench->arena, bench_emit, bench, NULL, NULL).remedy ==
        OF_FATAL);
}

Test(intake_csv, what_emit_says_ends_the_file)
{
    bench->emit_answer = OF_ABORT_AS("test");
    cr_expect(read_file("order;line;item;qty\na;1;x;1\nb;1;x;1\n").remedy == OF_ABORT);
}
