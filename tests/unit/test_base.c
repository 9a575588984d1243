/* The base layer: arena bounds, Kafka's murmur2, UTF-8, calendar. */
#include <criterion/criterion.h>

#include "topology/base/arena.h"
#include "topology/base/bytes.h"
#include "topology/base/time.h"

/* Values of org.apache.kafka.common.utils.UtilsTest.testMurmur2. */
Test(bytes, murmur2_is_the_java_clients)
{
    static const struct {
        const char *key;
        int32_t hash;
    } cases[] = {
        {"21", -973932308},
        {"foobar", -790332482},
        {"a-little-bit-long-string", -985981536},
        {"a-little-bit-longer-string", -1486304829},
        {"lkjh234lh9fiuh90y23oiuhsafujhadof229phr9h19h89h8", -58897971},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        uint32_t hash = of_murmur2(of_bytes_of_text(of_text_of(cases[i].key)));
        cr_assert_eq((int32_t)hash, cases[i].hash, "%s: %d", cases[i].key, (int32_t)hash);
    }
}

Test(bytes, utf8_refuses_overlong_forms_and_surrogates)
{
    cr_assert(of_text_is_utf8(OF_TEXT("Caf\xc3\xa9 \xf0\x9f\x93\xa6")));
    cr_assert_not(of_text_is_utf8(OF_TEXT("\xc0\xaf")));
    cr_assert_not(of_text_is_utf8(OF_TEXT("\xed\xa0\x80")));
    cr_assert_not(of_text_is_utf8(OF_TEXT("\xe2\x82")));
}

Test(bytes, utf8_is_checked_wherever_in_a_text_it_breaks)
{
    char text[21];
    for (size_t len = 1; len <= 20; len++) {
        for (size_t at = 0; at < len; at++) {
            memset(text, 'a', sizeof text);
            cr_assert(of_text_is_utf8((of_text){text, len}));
            text[at] = '\xff';
            cr_assert_not(of_text_is_utf8((of_text){text, len}), "%zu of %zu", at, len);
        }
    }
}

Test(arena, a_full_arena_says_so_and_a_reset_gives_the_room_back)
{
    of_arena *arena = of_arena_new((size_t)256 << 10);
    for (int round = 0; round < 3; round++) {
        cr_assert_not_null(of_arena_alloc(arena, (size_t)200 << 10));
        cr_assert_null(of_arena_alloc(arena, (size_t)200 << 10));
        cr_assert_leq(of_arena_held(arena), (size_t)256 << 10);
        of_arena_reset(arena);
    }
    cr_assert_null(of_arena_array(arena, SIZE_MAX / 2, 16));
    of_arena_free(arena);
}

Test(arena, joins_texts_and_takes_an_absent_one_as_empty)
{
    of_arena *arena = of_arena_new((size_t)1 << 10);
    memset(of_arena_take(arena, 64), 'x', 64);
    of_arena_reset(arena);
    const of_text parts[] = {OF_TEXT("E1:4711"), (of_text){0}, OF_TEXT(""), OF_TEXT("1")};
    of_text joined = of_arena_join(arena, '|', parts, 4);
    cr_assert(of_text_is(joined, "E1:4711|||1"));
    cr_assert_eq(joined.data[joined.len], 0);
    cr_assert(of_text_is(of_arena_join(arena, '|', parts, 1), "E1:4711"));
    const of_text large = {.data = joined.data, .len = 2000};
    cr_assert_null(of_arena_join(arena, '|', &large, 1).data);
    of_arena_free(arena);
}

Test(arena, a_rewind_forgets_what_came_after_the_mark)
{
    of_arena *arena = of_arena_new((size_t)1 << 20);
    char *kept = of_arena_alloc(arena, 10);
    of_arena_mark mark = of_arena_save(arena);
    void *first = of_arena_alloc(arena, 100);
    of_arena_rewind(arena, mark);
    cr_assert_eq(of_arena_alloc(arena, 100), first);
    cr_assert_eq(kept[0], 0);
    of_arena_free(arena);
}

Test(time, parses_what_it_formats)
{
    for (int64_t ms = -2208988800000; ms < 4102444800000; ms += 86399999 * 7 + 1234) {
        char text[OF_TIME_TEXT_SIZE];
        of_time_format(ms, text);
        int64_t back = 0;
        cr_assert(of_time_parse(of_text_of(text), &back), "%s", text);
        cr_assert_eq(back, ms, "%s", text);
    }
}

Test(time, refuses_days_that_do_not_exist)
{
    int64_t ms = 7;
    cr_assert_not(of_time_parse(OF_TEXT("2026-02-30T00:00:00Z"), &ms));
    cr_assert_not(of_time_parse(OF_TEXT("2026-13-01T00:00:00Z"), &ms));
    cr_assert_not(of_time_parse(OF_TEXT("2026-01-01"), &ms));
    cr_assert_eq(ms, 7);
    cr_assert(of_time_parse(OF_TEXT("2026-03-03 19:10:00+02:30"), &ms));
    cr_assert_eq(ms, 1772556000000);
}
