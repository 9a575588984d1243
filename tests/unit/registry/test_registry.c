/* The registry client, its cache and the directory registry, against a server with bad manners. */
/* rows: R15 */
#include <criterion/criterion.h>
#include <dirent.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "avro/registry/registry.h"
#include "tests/unit/registry/fake_registry.h"
#include "topology/base/file.h"

#define SCHEMA                                                                                     \
    "{\"type\": \"record\", \"name\": \"Greeting\", \"fields\": [{\"name\": \"text\", \"type\": "  \
    "\"string\"}]}"

static char folder[64];

static void make_folder(void)
{
    snprintf(folder, sizeof folder, "/tmp/of-registry-%ld", (long)getpid());
    cr_assert(mkdir(folder, 0700) == 0);
}

static void remove_folder(void)
{
    char command[128];
    snprintf(command, sizeof command, "rm -rf '%s'", folder);
    cr_assert(system(command) == 0);
}

TestSuite(registry, .init = make_folder, .fini = remove_folder, .timeout = 60);

static of_registry *open_with(of_registry_options options)
{
    of_registry *registry = NULL;
    char error[256] = "";
    of_status status = of_registry_open(&options, &registry, error, sizeof error);
    cr_assert(of_ok(status), "%s", error);
    return registry;
}

static of_registry *open_url(const fake_registry *fake)
{
    return open_with((of_registry_options){
        .url = fake_registry_url(fake), .timeout_ms = 150, .cache_dir = folder});
}

static void expect_schema(of_registry *registry, int32_t id)
{
    const of_schema *schema = NULL;
    of_status status = of_registry_schema(registry, id, &schema);
    cr_assert(of_ok(status), "%s", status.what);
    cr_assert(of_text_is(of_schema_text(schema), SCHEMA));
}

static of_status ask(of_registry *registry, int32_t id)
{
    const of_schema *schema = NULL;
    return of_registry_schema(registry, id, &schema);
}

Test(registry, finds_a_schema_under_any_base_path_and_asks_once)
{
    const char *bases[] = {"", "/apis/ccompat/v7"};
    for (size_t i = 0; i < 2; i++) {
        fake_registry *fake = fake_registry_start(bases[i], NULL, NULL, SCHEMA);
        of_registry *registry = open_url(fake);
        expect_schema(registry, 7);
        expect_schema(registry, 7);
        cr_expect(fake_registry_requests(fake) == 1);
        of_registry_close(registry);
        fake_registry_stop(fake);
    }
}

Test(registry, a_slash_at_the_end_of_the_url_does_no_harm)
{
    fake_registry *fake = fake_registry_start("/base", NULL, NULL, SCHEMA);
    char url[256];
    snprintf(url, sizeof url, "%s/", fake_registry_url(fake));
    of_registry *registry = open_with((of_registry_options){.url = url});
    expect_schema(registry, 7);
    of_registry_close(registry);
    fake_registry_stop(fake);
}

Test(registry, an_unknown_id_is_skipped_and_an_outage_is_retried)
{
    fake_registry *fake = fake_registry_start("", NULL, NULL, SCHEMA);
    of_registry *registry = open_url(fake);
    of_status unknown = ask(registry, 8);
    cr_expect(unknown.remedy == OF_SKIP);
    cr_expect_str_eq(unknown.what, "registry: unknown schema id");
    fake_manner outages[] = {FAKE_BROKEN, FAKE_GARBAGE, FAKE_WORDLESS, FAKE_SILENT};
    for (size_t i = 0; i < sizeof outages / sizeof *outages; i++) {
        fake_registry_behave(fake, outages[i]);
        of_status status = ask(registry, 7);
        cr_expect(status.remedy == OF_RETRY, "manner %d: %s %s", (int)outages[i],
                  of_remedy_name(status.remedy), status.what);
    }
    fake_registry_behave(fake, FAKE_GOOD);
    for (int tries = 0; tries < 50 && ask(registry, 7).remedy == OF_RETRY; tries++) {
        usleep(20000); /* the server may still sleep over the last question */
    }
    expect_schema(registry, 7);
    of_registry_close(registry);
    fake_registry_stop(fake);
}

Test(registry, an_unknown_id_is_asked_for_once_in_a_while)
{
    of_manual_clock manual = {.now_ms = 1000};
    of_clock clock = of_clock_of_manual(&manual);
    fake_registry *fake = fake_registry_start("", NULL, NULL, SCHEMA);
    of_registry *registry =
        open_with((of_registry_options){.url = fake_registry_url(fake), .clock = &clock});
    for (int i = 0; i < 5; i++) {
        cr_expect_eq(ask(registry, 8).remedy, OF_SKIP);
    }
    cr_expect_eq(fake_registry_requests(fake), 1);
    cr_expect_eq(ask(registry, 8 + 1024).remedy, OF_SKIP); /* its place is the same */
    cr_expect_str_eq(ask(registry, 8).what, "registry: unknown schema id");
    cr_expect_eq(fake_registry_requests(fake), 3);
    manual.now_ms += 31000;
    cr_expect_eq(ask(registry, 8).remedy, OF_SKIP);
    cr_expect_eq(fake_registry_requests(fake), 4);
    expect_schema(registry, 7);
    of_registry_close(registry);
    fake_registry_stop(fake);
}

Test(registry, an_answer_without_end_is_cut_off_and_skipped)
{
    fake_registry *fake = fake_registry_start("", NULL, NULL, SCHEMA);
    of_registry *registry = open_with((of_registry_options){.url = fake_registry_url(fake)});
    fake_registry_behave(fake, FAKE_ENDLESS);
    of_status status = ask(registry, 7);
    cr_expect(status.remedy == OF_SKIP, "%s %s", of_remedy_name(status.remedy), status.what);
    of_registry_close(registry);
    fake_registry_stop(fake);
}

Test(registry, a_wrong_base_path_is_an_outage_and_dead_letters_nothing)
{
    fake_registry *fake = fake_registry_start("/right", NULL, NULL, SCHEMA);
    char url[256];
    snprintf(url, sizeof url, "%s", fake_registry_url(fake));
    memcpy(strstr(url, "/right"), "/wrong", 6);
    of_registry *registry = open_with((of_registry_options){.url = url});
    cr_expect(ask(registry, 7).remedy == OF_RETRY);
    of_registry_close(registry);
    fake_registry_stop(fake);
}

Test(registry, nobody_there_is_retried)
{
    fake_registry *fake = fake_registry_start("", NULL, NULL, SCHEMA);
    of_registry *registry = open_url(fake);
    fake_registry_stop(fake);
    cr_expect(ask(registry, 7).remedy == OF_RETRY);
    int32_t id = 0;
    cr_expect(of_registry_register(registry, "s-value", SCHEMA, &id).remedy == OF_RETRY);
    of_registry_close(registry);
}

Test(registry, basic_authentication_opens_the_door_and_a_wrong_password_waits)
{
    fake_registry *fake = fake_registry_start("", "anna", "secret", SCHEMA);
    of_registry_options options = {
        .url = fake_registry_url(fake), .user = "anna", .password = "secret"};
    of_registry *registry = open_with(options);
    expect_schema(registry, 7);
    of_registry_close(registry);
    options.password = "wrong";
    registry = open_with(options);
    cr_expect(ask(registry, 7).remedy == OF_RETRY);
    int32_t id = 0;
    cr_expect(of_registry_register(registry, "s", SCHEMA, &id).remedy == OF_FATAL);
    of_registry_close(registry);
    fake_registry_stop(fake);
}

Test(registry, the_text_is_registered_as_it_is_and_a_refusal_is_fatal)
{
    fake_registry *fake = fake_registry_start("", NULL, NULL, SCHEMA);
    of_registry *registry = open_url(fake);
    int32_t id = 0;
    fake_registry_behave(fake, FAKE_REFUSING);
    cr_expect(of_registry_register(registry, "canon/x-value", SCHEMA, &id).remedy == OF_FATAL);
    fake_registry_behave(fake, FAKE_WORDLESS);
    cr_expect(of_registry_register(registry, "canon/x-value", SCHEMA, &id).remedy == OF_RETRY);
    fake_registry_behave(fake, FAKE_GOOD);
    cr_expect(of_ok(of_registry_register(registry, "canon/x-value", SCHEMA, &id)));
    cr_expect(id == 7);
    cr_expect(strstr(fake_registry_posted(fake), "\\\"name\\\": \\\"Greeting\\\"") != NULL, "%s",
              fake_registry_posted(fake));
    of_registry_close(registry);
    fake_registry_stop(fake);
}

Test(registry, the_cache_survives_an_outage_and_a_restart)
{
    fake_registry *fake = fake_registry_start("", NULL, NULL, SCHEMA);
    of_registry *registry = open_url(fake);
    int32_t id = 0;
    expect_schema(registry, 7);
    cr_assert(of_ok(of_registry_register(registry, "s", SCHEMA, &id)));
    of_registry_close(registry);
    fake_registry_behave(fake, FAKE_BROKEN);
    registry = open_url(fake);
    expect_schema(registry, 7);
    id = 0;
    cr_expect(of_ok(of_registry_register(registry, "s", SCHEMA, &id)) && id == 7);
    cr_expect(ask(registry, 9).remedy == OF_RETRY);
    of_registry_close(registry);
    fake_registry_stop(fake);
}

/* Overwrites every file below the folder of the cache with `content`. */
static void damage_cache(const char *content)
{
    char command[256];
    snprintf(command, sizeof command,
             "find '%s' -type f -exec sh -c 'printf \"%s\" > \"$1\"' _ {} ';'", folder, content);
    cr_assert(system(command) == 0);
}

Test(registry, a_damaged_cache_is_fetched_again)
{
    fake_registry *fake = fake_registry_start("", NULL, NULL, SCHEMA);
    const char *damages[] = {"", "garbage", "orderflow-cache 1 7 5 1\\nhello"};
    for (size_t i = 0; i < sizeof damages / sizeof *damages; i++) {
        of_registry *registry = open_url(fake);
        int32_t id = 0;
        expect_schema(registry, 7);
        cr_assert(of_ok(of_registry_register(registry, "s", SCHEMA, &id)));
        of_registry_close(registry);
        damage_cache(damages[i]);
        int before = fake_registry_requests(fake);
        registry = open_url(fake);
        expect_schema(registry, 7);
        id = 0;
        cr_expect(of_ok(of_registry_register(registry, "s", SCHEMA, &id)) && id == 7);
        cr_expect(fake_registry_requests(fake) == before + 2);
        of_registry_close(registry);
    }
    fake_registry_stop(fake);
}

Test(registry, the_newest_schema_of_a_subject_is_found)
{
    fake_registry *fake = fake_registry_start("/base", NULL, NULL, SCHEMA);
    of_registry *registry = open_url(fake);
    int32_t id = 0;
    const of_schema *schema = NULL;
    cr_assert(of_ok(of_registry_latest(registry, "s-value", &id, &schema)));
    cr_expect(id == 7 && of_text_is(of_schema_text(schema), SCHEMA));
    cr_expect(of_registry_latest(registry, "t-value", &id, &schema).remedy == OF_SKIP);
    fake_registry_behave(fake, FAKE_BROKEN);
    cr_expect(of_registry_latest(registry, "s-value", &id, &schema).remedy == OF_RETRY);
    of_registry_close(registry);
    fake_registry_stop(fake);
}

Test(registry, a_schema_that_we_refuse_is_skipped)
{
    fake_registry *fake = fake_registry_start("", NULL, NULL, "{\"type\": \"nonsense\"}");
    of_registry *registry = open_url(fake);
    cr_expect(ask(registry, 7).remedy == OF_SKIP);
    of_registry_close(registry);
    fake_registry_stop(fake);
}

static void use_as_registry(of_registry_options options)
{
    of_registry *registry = open_with(options);
    int32_t first = 0;
    int32_t same = 0;
    int32_t other = 0;
    cr_assert(of_ok(of_registry_register(registry, "a-value", SCHEMA, &first)));
    cr_assert(of_ok(of_registry_register(registry, "b-value", SCHEMA, &same)));
    cr_assert(of_ok(of_registry_register(registry, "a-value", "\"string\"", &other)));
    cr_expect(first == same && other != first);
    expect_schema(registry, first);
    int32_t latest = 0;
    const of_schema *schema = NULL;
    cr_expect(of_ok(of_registry_latest(registry, "a-value", &latest, &schema)) && latest == other);
    cr_expect(of_ok(of_registry_latest(registry, "b-value", &latest, &schema)) && latest == first);
    cr_expect(of_registry_latest(registry, "a-valu", &latest, &schema).remedy == OF_SKIP);
    cr_expect(ask(registry, 99).remedy == OF_SKIP);
    cr_expect(ask(registry, -1).remedy == OF_SKIP);
    of_registry_close(registry);
}

Test(registry, memory_serves_as_a_registry)
{
    use_as_registry((of_registry_options){0});
}

Test(registry, a_directory_serves_as_a_registry_and_remembers)
{
    char directory[128];
    snprintf(directory, sizeof directory, "%s/deep/er", folder);
    use_as_registry((of_registry_options){.directory = directory});
    use_as_registry((of_registry_options){.directory = directory});
    of_registry *registry = open_with((of_registry_options){.directory = directory});
    expect_schema(registry, 1);
    of_registry_close(registry);
    char path[192];
    snprintf(path, sizeof path, "%s/subjects", directory);
    of_buffer subjects = {0};
    cr_assert(of_file_read(path, 4096, &subjects));
    cr_expect(of_text_is(of_text_of_bytes(of_buffer_bytes(&subjects)),
                         "a-value 1\nb-value 1\na-value 2\n"));
    of_buffer_free(&subjects);
}

Test(registry, options_that_make_no_sense_are_fatal)
{
    of_registry_options senseless[] = {
        {.url = "ftp://host"},
        {.url = "http://host", .directory = "/tmp"},
        {.url = "http://host", .user = "anna"},
        {.url = "http://host", .timeout_ms = -1},
        {.directory = "/dev/null/x"},
        {.url = "http://host", .cache_dir = "/dev/null/x"},
    };
    for (size_t i = 0; i < sizeof senseless / sizeof *senseless; i++) {
        of_registry *registry = NULL;
        char error[128] = "";
        of_status status = of_registry_open(&senseless[i], &registry, error, sizeof error);
        cr_expect(status.remedy == OF_FATAL && registry == NULL && strlen(error) > 10, "%zu", i);
    }
}
