/* Dead letters as their log tells them: which stand open, what they are called, what a replay of
 * them is called. */
/* rows: R63 R64 */
#include <criterion/criterion.h>

#include "tests/unit/dlq_world.h"

static void keep(of_dlq_list *list, const char *key, int64_t log_offset, DeadLetter letter)
{
    letter.topic = OF_TEXT("t");
    letter.reason = letter.reason.data == NULL ? OF_TEXT("why") : letter.reason;
    MUST(of_dlq_keep(list,
                     &(of_message){.partition = letter.partition,
                                   .offset = log_offset,
                                   .key = of_bytes_of_text(of_text_of(key))},
                     &letter));
}

#define KEY_A "t:00000000000000aa"
#define KEY_B "t:00000000000000bb"

static const of_bytes some = {.data = (const uint8_t *)"some", .len = 4};
static const of_bytes other = {.data = (const uint8_t *)"other", .len = 5};

/* Any history: open when it failed last, and one case from the first failure to the next replay. */
Test(dlq, the_log_tells_how_a_letter_stands)
{
    uint64_t random = 5;
    for (int round = 0; round < 500; round++) {
        of_dlq_list list;
        int64_t failures = 0;
        int64_t began = -1;
        bool is_open = false;
        of_dlq_init(&list);
        size_t count = 1 + next_random(&random) % 8;
        for (size_t i = 0; i < count; i++) {
            bool fails = began < 0 || next_random(&random) % 2 == 0;
            int64_t source = (int64_t)i * 10;
            began = fails && !is_open ? source : began;
            keep(&list, KEY_A, (int64_t)i,
                 (DeadLetter){.offset = fails ? source : began,
                              .value = some,
                              .replay_id = fails ? (of_text){0} : OF_TEXT("r")});
            keep(&list, KEY_B, (int64_t)(i + count), (DeadLetter){.offset = source});
            failures += fails;
            is_open = fails;
        }
        of_dlq_fold(&list);
        cr_assert_eq(list.letter_count, 2);
        size_t at = of_text_is(list.letters[0].last->key, KEY_A) ? 0 : 1;
        cr_assert_eq(list.letters[at].is_open, is_open);
        cr_assert_eq(list.letters[at].failures, failures);
        cr_assert_eq(list.letters[at].began, began);
        cr_assert_eq(list.letters[1 - at].began, 0);
        of_dlq_free(&list);
    }
}

Test(dlq, an_id_names_one_letter_or_none)
{
    hush();
    of_dlq_list list;
    of_dlq_init(&list);
    keep(&list, KEY_A, 0, (DeadLetter){.offset = 5, .value = some, .at = 2});
    keep(&list, KEY_B, 1, (DeadLetter){.offset = 6, .value = some, .at = 1});
    of_dlq_fold(&list);
    cr_assert_eq(list.letter_count, 2);
    cr_assert(of_text_is(list.letters[1].last->key, KEY_A), "the newest is last");
    cr_assert_eq(of_dlq_find(&list, "00000000000000aa"), &list.letters[1]);
    cr_assert_eq(of_dlq_find(&list, KEY_B), &list.letters[0]);
    cr_assert_eq(of_dlq_find(&list, "t/0/5"), &list.letters[1]);
    cr_assert_null(of_dlq_find(&list, "t/0/7"));
    cr_assert_null(of_dlq_find(&list, "aa"));
    cr_assert_null(of_dlq_find(&list, ""));
    of_dlq_free(&list);
}

/* 64 bits of hash are not the bytes: neither hides the other. */
Test(dlq, letters_that_share_a_key_are_told_apart)
{
    hush();
    of_dlq_list list;
    of_dlq_init(&list);
    keep(&list, KEY_A, 0, (DeadLetter){.offset = 5, .value = some});
    keep(&list, KEY_A, 1, (DeadLetter){.offset = 6, .value = other});
    keep(&list, KEY_A, 0, (DeadLetter){.partition = 1, .offset = 7, .value = other});
    of_dlq_fold(&list);
    cr_assert_eq(list.letter_count, 3);
    cr_assert_null(of_dlq_find(&list, "00000000000000aa"));
    cr_assert_not_null(of_dlq_find(&list, "t/0/5"));
    cr_assert_neq(of_dlq_find(&list, "t/0/6"), of_dlq_find(&list, "t/1/7"));
    of_dlq_free(&list);
}

Test(dlq, a_replay_id_is_of_one_case_and_its_bytes)
{
    of_dlq_entry entry = {.key = OF_TEXT(KEY_A)};
    of_dlq_entry elsewhere = {.key = OF_TEXT(KEY_A), .as = {.partition = 1}};
    of_dlq_letter letters[] = {{.last = &entry, .began = 3},
                               {.last = &entry, .began = 4},
                               {.last = &elsewhere, .began = 3}};
    of_bytes empty = {.data = some.data};
    uint64_t values[] = {of_dlq_hash(some), of_dlq_hash(other), of_dlq_hash(empty),
                         of_dlq_hash((of_bytes){0})};
    char ids[12][OF_DLQ_REPLAY_ID_SIZE];
    for (size_t i = 0; i < 12; i++) {
        of_dlq_replay_id(&letters[i / 4], values[i % 4], ids[i]);
        for (size_t k = 0; k < i; k++) {
            cr_assert_str_neq(ids[i], ids[k]);
        }
    }
    /* They stand in logs: a release that made others would send everything once more. */
    cr_assert_str_eq(ids[0], "00000000000000aa-98c1ed9ccf3fd1e5");
}

Test(dlq, filters_take_topic_part_of_the_reason_and_time)
{
    of_dlq_entry entry = {.as = {.topic = OF_TEXT("t"), .reason = OF_TEXT("bad luck"), .at = 50}};
    of_dlq_letter letter = {.last = &entry};
    const struct {
        of_dlq_filter filter;
        bool passes;
    } cases[] = {{OF_DLQ_NO_FILTER, true},
                 {{.topic = "t", .reason = "d l", .since_ms = 50}, true},
                 {{.topic = "t", .reason = "", .since_ms = 0}, true},
                 {{.topic = "tt", .since_ms = 0}, false},
                 {{.reason = "bad luck!", .since_ms = 0}, false},
                 {{.reason = "Bad", .since_ms = 0}, false},
                 {{.since_ms = 51}, false}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        cr_assert_eq(of_dlq_passes(&letter, &cases[i].filter), cases[i].passes, "case %zu", i);
    }
}
