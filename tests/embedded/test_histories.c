/* Random histories of several producers, against a model that is a list: what was committed is
 * seen, in the order it was sent, and nothing else; also after a reopening, clean or not. */
#include <criterion/criterion.h>
#include <stdio.h>

#include "tests/embedded/bed.h"

#define PARTITIONS 3
#define PRODUCERS  3
#define MODEL_MAX  4096

typedef enum of_outcome { UNDECIDED, COMMITTED, ABORTED } of_outcome;

typedef struct of_sent {
    int64_t number;
    int32_t partition;
    int txn;
} of_sent;

typedef struct of_model {
    of_sent sent[MODEL_MAX];
    size_t count;
    of_outcome outcomes[MODEL_MAX]; /* by transaction */
    int txns;
    int open[PRODUCERS]; /* the producer's transaction; -1: none */
    int64_t offsets[PARTITIONS];
    int64_t pending[PRODUCERS][PARTITIONS];
} of_model;

typedef struct of_story {
    of_bed bed;
    of_model model;
    of_kafka *kafka;
    of_producer *producers[PRODUCERS];
    of_member *member;
    int32_t topic;
} of_story;

static of_numbers expected(const of_model *model, int32_t partition, bool with_uncommitted)
{
    of_numbers numbers = {0};
    for (size_t i = 0; i < model->count; i++) {
        const of_sent *sent = &model->sent[i];
        if (sent->partition == partition &&
            (with_uncommitted || model->outcomes[sent->txn] == COMMITTED)) {
            numbers_add(&numbers, sent->number);
        }
    }
    return numbers;
}

static void open_clients(of_story *story)
{
    story->kafka = of_embedded_client(story->bed.log);
    make_topic(story->kafka, "t", PARTITIONS, OF_CLEANUP_DELETE);
    story->topic = of_topic_handle(story->kafka, "t");
    for (int i = 0; i < PRODUCERS; i++) {
        char id[16];
        snprintf(id, sizeof id, "producer-%d", i);
        MUST(of_producer_open(story->kafka, &(of_producer_options){.transactional_id = id},
                              &story->producers[i]));
        MUST(of_producer_init(story->producers[i], 0));
    }
    of_member_options options = {.group = "g", .topics = &story->topic, .topic_count = 1};
    MUST(of_member_open(story->kafka, &options, &story->member));
    of_poll_event event;
    MUST(of_member_poll(story->member, 0, &event));
    cr_assert_eq(event.kind, OF_POLL_ASSIGNED);
}

static void close_clients(of_story *story)
{
    of_member_close(story->member, true);
    for (int i = 0; i < PRODUCERS; i++) {
        of_producer_close(story->producers[i]);
    }
    of_kafka_close(story->kafka);
}

/* What every restart does to open transactions: init aborts them. */
static void forget_open(of_model *model)
{
    for (int i = 0; i < PRODUCERS; i++) {
        if (model->open[i] >= 0) {
            model->outcomes[model->open[i]] = ABORTED;
        }
        model->open[i] = -1;
    }
}

/* ---- one random step ----------------------------------------------------------------------------
 */

static void begin(of_story *story, int producer)
{
    of_model *model = &story->model;
    MUST(of_producer_begin(story->producers[producer]));
    model->open[producer] = model->txns++;
    for (int i = 0; i < PARTITIONS; i++) {
        model->pending[producer][i] = OF_OFFSET_NONE;
    }
}

static void send(of_story *story, int producer)
{
    of_model *model = &story->model;
    of_sent sent = {.number = (int64_t)model->count,
                    .partition = (int32_t)below(&story->bed, PARTITIONS),
                    .txn = model->open[producer]};
    MUST(send_number(story->producers[producer], story->topic, sent.partition, sent.number));
    model->sent[model->count++] = sent;
}

/* Each producer minds its own partition's offset, as tasks do. */
static void send_offset(of_story *story, int producer)
{
    int64_t offset = (int64_t)story->model.count;
    of_position position = {story->topic, producer, offset};
    MUST(of_producer_send_offsets(story->producers[producer], story->member, &position, 1, 0));
    story->model.pending[producer][producer] = offset;
}

static void end(of_story *story, int producer, bool commit)
{
    of_model *model = &story->model;
    if (commit) {
        MUST(of_producer_commit(story->producers[producer], 0));
        if (model->pending[producer][producer] != OF_OFFSET_NONE) {
            model->offsets[producer] = model->pending[producer][producer];
        }
    } else {
        MUST(of_producer_abort(story->producers[producer], 0));
    }
    model->outcomes[model->open[producer]] = commit ? COMMITTED : ABORTED;
    model->open[producer] = -1;
}

static void random_step(of_story *story)
{
    int producer = (int)below(&story->bed, PRODUCERS);
    if (story->model.open[producer] < 0) {
        begin(story, producer);
        return;
    }
    size_t dice = below(&story->bed, 12);
    if (dice < 8) {
        send(story, producer);
    } else if (dice < 9) {
        send_offset(story, producer);
    } else {
        end(story, producer, dice < 11);
    }
}

/* ---- checks ------------------------------------------------------------------------------------
 */

/* While transactions are open a committed reader sees a prefix of what it will see. */
static void check_prefix(of_story *story)
{
    for (int32_t i = 0; i < PARTITIONS; i++) {
        of_numbers seen = read_all(story->kafka, "t", i, true);
        of_numbers all = expected(&story->model, i, false);
        cr_assert_leq(seen.count, all.count);
        seen.capacity = seen.count;
        all.count = seen.count;
        cr_assert(numbers_equal(&seen, &all));
        numbers_free(&seen);
        numbers_free(&all);
    }
}

static void check_all(of_kafka *kafka, const of_model *model)
{
    for (int32_t i = 0; i < PARTITIONS; i++) {
        of_numbers seen = read_all(kafka, "t", i, true);
        of_numbers all = expected(model, i, false);
        cr_assert(numbers_equal(&seen, &all), "partition %d: %zu of %zu", (int)i, seen.count,
                  all.count);
        numbers_free(&seen);
        numbers_free(&all);
    }
}

static void check_uncommitted(of_story *story)
{
    for (int32_t i = 0; i < PARTITIONS; i++) {
        of_numbers seen = read_all(story->kafka, "t", i, false);
        of_numbers all = expected(&story->model, i, true);
        cr_assert(numbers_equal(&seen, &all));
        numbers_free(&seen);
        numbers_free(&all);
    }
}

static void check_offsets(of_story *story)
{
    for (int32_t i = 0; i < PARTITIONS; i++) {
        of_position position = {story->topic, i, 0};
        of_status status = OF_RETRY_AS("");
        for (int j = 0; j < 1000 && status.remedy == OF_RETRY; j++) {
            status = of_member_committed(story->member, &position, 1, 0);
        }
        MUST(status);
        cr_assert_eq(position.offset, story->model.offsets[i]);
    }
}

static void open_story(of_story *story, uint64_t seed, bool in_directory)
{
    memset(story, 0, sizeof *story);
    bed_open(&story->bed, seed, in_directory);
    for (int i = 0; i < PARTITIONS; i++) {
        story->model.offsets[i] = OF_OFFSET_NONE;
    }
    for (int i = 0; i < PRODUCERS; i++) {
        story->model.open[i] = -1;
    }
    open_clients(story);
}

static void end_all(of_story *story)
{
    for (int i = 0; i < PRODUCERS; i++) {
        if (story->model.open[i] >= 0) {
            end(story, i, true);
        }
    }
}

static of_story story; /* large */

Test(histories, committed_data_is_seen_in_order_and_nothing_else)
{
    for (uint64_t seed = 0; seed < 40; seed++) {
        open_story(&story, seed, false);
        for (int i = 0; i < 400; i++) {
            random_step(&story);
            if (i % 20 == 0) {
                check_prefix(&story);
            }
        }
        end_all(&story);
        check_all(story.kafka, &story.model);
        check_uncommitted(&story);
        check_offsets(&story);
        close_clients(&story);
        bed_close(&story.bed);
    }
}

Test(histories, a_reopened_directory_tells_the_same_history)
{
    for (uint64_t seed = 0; seed < 20; seed++) {
        open_story(&story, seed, true);
        for (int i = 0; i < 300; i++) {
            random_step(&story);
            if (below(&story.bed, 40) == 0) {
                close_clients(&story);
                MUST(bed_reopen(&story.bed));
                forget_open(&story.model);
                open_clients(&story);
                check_all(story.kafka, &story.model);
                check_uncommitted(&story);
                check_offsets(&story);
            }
        }
        end_all(&story);
        check_all(story.kafka, &story.model);
        close_clients(&story);
        bed_close(&story.bed);
    }
}

/* The files as a kill -9 leaves them: every decided transaction is in them, no other. */
static void check_copy(of_story *original)
{
    static of_story copy;
    memset(&copy, 0, sizeof copy);
    copy.model = original->model;
    forget_open(&copy.model);
    bed_copy(&copy.bed, &original->bed);
    MUST(bed_reopen(&copy.bed));
    open_clients(&copy);
    check_all(copy.kafka, &copy.model);
    check_offsets(&copy);
    close_clients(&copy);
    bed_close(&copy.bed);
}

Test(histories, a_kill_keeps_what_was_committed)
{
    for (uint64_t seed = 0; seed < 10; seed++) {
        open_story(&story, seed, true);
        for (int i = 0; i < 200; i++) {
            random_step(&story);
            if (below(&story.bed, 15) == 0) {
                check_copy(&story);
            }
        }
        close_clients(&story);
        bed_close(&story.bed);
    }
}

Test(histories, a_transaction_that_was_left_open_ends_by_its_timeout_after_a_reopening)
{
    open_story(&story, 1, true);
    begin(&story, 0);
    send(&story, 0);
    MUST(of_producer_flush(story.producers[0], 0));
    close_clients(&story);
    MUST(bed_reopen(&story.bed));
    story.kafka = of_embedded_client(story.bed.log);
    of_reader *reader = NULL;
    MUST(of_reader_open(story.kafka, true, &reader));
    of_partition partition = {of_topic_handle(story.kafka, "t"), story.model.sent[0].partition};
    int64_t low = -1;
    int64_t high = -1;
    MUST(of_reader_watermarks(reader, partition, &low, &high, 0));
    cr_assert_eq(high, 0);
    story.bed.manual.now_ms += 10000;
    for (int i = 0; i < 100 && high == 0; i++) {
        MUST(of_reader_watermarks(reader, partition, &low, &high, 0));
    }
    cr_assert_eq(high, 2);
    of_reader_close(reader);
    of_kafka_close(story.kafka);
    bed_close(&story.bed);
}
