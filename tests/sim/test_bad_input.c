/* What nobody can use: over the whole topology, each such record ends as one dead letter with its
 * reason, and the partition goes on. */
/* rows: R63 */
#include <fcntl.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include "tests/sim/bad_bed.h"
#include "topology/runtime/rocks.h"

static const of_bytes bad_key = {(const uint8_t *)"E1:bad", 6};

static void refused_changed(size_t at, uint8_t byte, const char *reason)
{
    bed *self = bed_open();
    of_buffer value = header(self, OF_TEXT("E1:bad"), OF_TEXT("WEB"));
    value.data[at] = byte;
    refused(bad_key, of_buffer_bytes(&value), reason, self);
    of_buffer_free(&value);
}

Test(bad_input, a_truncated_value_is_a_dead_letter)
{
    bed *self = bed_open();
    of_buffer value = header(self, OF_TEXT("E1:bad"), OF_TEXT("WEB"));
    refused(bad_key, (of_bytes){value.data, value.len / 2}, "than what is left", self);
    of_buffer_free(&value);
}

Test(bad_input, a_wrong_magic_byte_is_a_dead_letter)
{
    refused_changed(0, 7, "magic");
}

Test(bad_input, an_unknown_schema_id_is_a_dead_letter)
{
    refused_changed(3, 200, "schema");
}

Test(bad_input, an_empty_value_is_a_dead_letter)
{
    refused(bad_key, (of_bytes){.data = (const uint8_t *)""}, "", bed_open());
}

Test(bad_input, a_null_key_is_a_dead_letter)
{
    bed *self = bed_open();
    of_buffer value = header(self, OF_TEXT("E1:bad"), OF_TEXT("WEB"));
    refused((of_bytes){0}, of_buffer_bytes(&value), "has no key", self);
    of_buffer_free(&value);
}

Test(bad_input, a_record_of_another_topic_is_a_dead_letter)
{
    bed *self = bed_open();
    int32_t schema = 0;
    of_buffer value = {0};
    const Milestone fact = {
        .source = {.system = OF_TEXT("c"), .table = OF_TEXT("t"), .row = OF_TEXT("r")},
        .tracking = OF_TEXT("E1:bad")};
    must(of_registry_register(self->registry, "m", of_Milestone_type.schema_text, &schema));
    must(of_wire_encode(schema, &of_Milestone_type, &fact, &value));
    refused(bad_key, of_buffer_bytes(&value), "record", self);
    of_buffer_free(&value);
}

static void refused_header(of_text key, of_text order, of_text channel, const char *reason)
{
    bed *self = bed_open();
    of_buffer value = header(self, order, channel);
    refused(of_bytes_of_text(key), of_buffer_bytes(&value), reason, self);
    of_buffer_free(&value);
}

Test(bad_input, a_text_that_is_not_utf8_is_a_dead_letter)
{
    bed *self = bed_open();
    of_buffer value = header(self, OF_TEXT("E1:bad"), OF_TEXT("WEB"));
    for (size_t i = 0; i + 3 <= value.len; i++) {
        value.data[i] = memcmp(value.data + i, "WEB", 3) == 0 ? 0xff : value.data[i];
    }
    refused(bad_key, of_buffer_bytes(&value), "UTF-8", self);
    of_buffer_free(&value);
}

Test(bad_input, a_key_that_is_not_utf8_is_a_dead_letter)
{
    refused_header(OF_TEXT("E1:\xff"), OF_TEXT("E1:bad"), OF_TEXT("WEB"), "UTF-8");
}

Test(bad_input, an_empty_key_is_a_dead_letter)
{
    refused_header(OF_TEXT(""), OF_TEXT(""), OF_TEXT("WEB"), "empty");
}

Test(bad_input, a_key_with_a_nul_is_a_dead_letter)
{
    refused_header(OF_TEXT("E1:\0bad"), OF_TEXT("E1:\0bad"), OF_TEXT("WEB"), "NUL");
}

Test(bad_input, a_record_of_another_key_is_a_dead_letter)
{
    refused_header(OF_TEXT("E1:bad"), OF_TEXT("E1:worse"), OF_TEXT("WEB"),
                   "names something else than its key");
}

static of_text filled(size_t len)
{
    char *text = of_new_string("", 0);
    text = of_renew(text, len);
    memset(text, 'x', len);
    return (of_text){.data = text, .len = len};
}

Test(bad_input, a_huge_key_is_a_dead_letter)
{
    of_text key = filled(70000);
    refused_header(key, key, OF_TEXT("WEB"), "longer");
    of_delete((char *)key.data);
}

/* The record fits, what would become of it does not. */
Test(bad_input, a_record_whose_row_does_not_fit_is_a_dead_letter)
{
    of_text channel = filled(1000000);
    refused_header(OF_TEXT("E1:bad"), OF_TEXT("E1:bad"), channel, "large");
    of_delete((char *)channel.data);
}

Test(bad_input, a_bar_in_an_order_id_is_a_dead_letter)
{
    refused_header(OF_TEXT("E1:4|7"), OF_TEXT("E1:4|7"), OF_TEXT("WEB"), "holds a bar");
}

/* ---- what cannot start ---- */

static void cannot_start(bed *self, const char *why)
{
    char error[2048] = "";
    of_status status = of_engine_open(&self->options, &self->engine, error, sizeof error);
    cr_assert_eq(status.remedy, OF_FATAL);
    cr_assert(strstr(error, why) != NULL, "error: %s", error);
    tell(error);
    self->engine = NULL;
}

Test(bad_input, a_state_directory_of_a_newer_release_is_refused)
{
    bed *self = bed_open();
    char error[512] = "";
    of_rocks *rocks = NULL;
    of_engine_close(self->engine, false);
    of_rocks_options options = {.directory = self->options.state_dir,
                                .families = (const char *const[]){"default"},
                                .family_count = 1,
                                .block_cache_bytes = 1 << 20,
                                .memtable_bytes = 1 << 20};
    must(of_rocks_open(&options, &rocks, error, sizeof error));
    of_rocks_batch *batch = of_rocks_batch_new();
    of_rocks_put(rocks, batch, 0, of_bytes_of_text(OF_TEXT("format")),
                 of_bytes_of_text(OF_TEXT("99")));
    must(of_rocks_write(rocks, batch));
    of_rocks_batch_free(batch);
    of_rocks_close(rocks, true);
    cannot_start(self, "newer release (format 99");
    bed_close(self);
}

Test(bad_input, a_state_directory_that_another_process_holds_is_refused)
{
    bed *self = bed_open();
    char path[512];
    int held[2];
    of_engine_close(self->engine, false);
    snprintf(path, sizeof path, "%s/LOCK", self->options.state_dir);
    cr_assert_eq(pipe(held), 0);
    pid_t holder = fork();
    if (holder == 0) {
        struct flock lock = {.l_type = F_WRLCK, .l_whence = SEEK_SET};
        int file = open(path, O_RDWR);
        char ready = fcntl(file, F_SETLK, &lock) == 0 ? 'y' : 'n';
        _exit(write(held[1], &ready, 1) == 1 ? pause() : 1);
    }
    char ready = 'n';
    cr_assert(read(held[0], &ready, 1) == 1 && ready == 'y');
    cannot_start(self, "in use by another process");
    kill(holder, SIGKILL);
    waitpid(holder, NULL, 0);
    bed_close(self);
}

Test(bad_input, a_second_process_on_the_state_directory_is_told_so)
{
    bed *self = bed_open();
    char error[2048] = "";
    of_engine *second = NULL;
    of_status status = of_engine_open(&self->options, &second, error, sizeof error);
    cr_assert_eq(status.remedy, OF_FATAL);
    cr_assert(strstr(error, "another process") != NULL || strstr(error, "in use") != NULL,
              "error: %s", error);
    tell(error);
    bed_close(self);
}

Test(bad_input, topics_with_another_partition_count_are_named)
{
    bed *self = bed_open();
    char error[4096] = "";
    of_engine *second = NULL;
    of_engine_options options = self->options;
    options.layout.partitions = 4;
    options.state_dir = test_store_another();
    of_status status = of_engine_open(&options, &second, error, sizeof error);
    cr_assert_eq(status.remedy, OF_FATAL);
    cr_assert(strstr(error, "canon.order") != NULL && strstr(error, "4") != NULL, "%s", error);
    error[strcspn(error, "\n")] = '\0';
    tell(error);
    bed_close(self);
}

Test(bad_input, a_graceful_stop_loses_nothing_and_repeats_nothing)
{
    bed *self = bed_open();
    char error[2048] = "";
    void *records[LETTERS_MAX] = {0};
    settle(self);
    of_buffer good = header(self, OF_TEXT("E1:good"), OF_TEXT("WEB"));
    put(self, of_bytes_of_text(OF_TEXT("E1:good")), of_buffer_bytes(&good));
    of_engine_stop(self->engine);
    of_engine_close(self->engine, false);
    must(of_engine_open(&self->options, &self->engine, error, sizeof error));
    settle(self);
    of_arena *arena = of_arena_new((size_t)16 << 20);
    cr_assert_eq(read_all(self, "order-state", &of_OrderState_type, arena, records, LETTERS_MAX),
                 1);
    tell("nothing lost, nothing repeated");
    of_arena_free(arena);
    of_buffer_free(&good);
    bed_close(self);
}
