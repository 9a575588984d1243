/* A question to a running worker from another thread: answered by the worker between two turns, so
 * that the asker sees committed rows and the worker never shares its state. */
#include <pthread.h>
#include <time.h>

#include "avro/codec/json.h"
#include "topology/base/assert.h"
#include "topology/base/memory.h"
#include "topology/runtime/worker.h"

typedef struct of_question {
    of_text key;
    of_buffer *json;
    of_status answer;
    bool is_answered;
} of_question;

struct of_mailbox {
    pthread_mutex_t lock;
    pthread_cond_t changed;
    of_question *question; /* on the asker's stack, under the lock */
    atomic_bool is_asked;  /* spares the worker the lock */
};

struct of_mailbox *of_mailbox_new(void)
{
    struct of_mailbox *mailbox = of_new(sizeof *mailbox);
    pthread_mutex_init(&mailbox->lock, NULL);
    pthread_cond_init(&mailbox->changed, NULL);
    return mailbox;
}

void of_mailbox_free(struct of_mailbox *mailbox)
{
    if (mailbox == NULL) {
        return;
    }
    of_assert(mailbox->question == NULL);
    pthread_mutex_destroy(&mailbox->lock);
    pthread_cond_destroy(&mailbox->changed);
    of_delete(mailbox);
}

/* ---- the worker's side ---- */

typedef struct of_row_printer {
    const of_graph_store *store;
    of_text key;
    of_buffer *json;
} of_row_printer;

/* "E1:so-1" is asked for: its own row and "E1:so-1|2", but not "E1:so-12". */
static bool belongs(of_text asked, of_text key)
{
    of_assert(key.len >= asked.len);
    return key.len == asked.len || strchr("|/:#", key.data[asked.len]) != NULL;
}

static of_status print_row(void *state, of_text key, const void *row)
{
    const of_row_printer *printer = state;
    if (!belongs(printer->key, key)) {
        return OF_OK;
    }
    of_buffer_format(printer->json, "{\"store\":\"%s\",\"row\":", printer->store->id);
    OF_TRY(of_record_to_json(printer->store->type, row, true, printer->json));
    of_buffer_format(printer->json, "}\n");
    return printer->json->full ? OF_SKIP_AS("the answer is too large") : OF_OK;
}

static of_status answer(of_worker *worker, const of_question *question)
{
    const of_graph *graph = worker->wiring->graph;
    int32_t partition =
        of_partition_of_key(of_bytes_of_text(question->key), worker->wiring->partitions);
    const of_task *task = of_worker_task(worker, partition);
    if (task == NULL || task->state != OF_TASK_RUNNING) {
        return OF_RETRY_AS("this worker does not own the key now");
    }
    of_assert(!worker->turn.is_open);
    for (size_t i = 0; i < graph->store_count; i++) {
        of_row_printer printer = {
            .store = &graph->stores[i], .key = question->key, .json = question->json};
        OF_TRY(of_shard_scan(task->shard, graph->stores[i].number, question->key, print_row,
                             &printer));
    }
    of_shard_undo(task->shard); /* lets go of what the scan held */
    return OF_OK;
}

void of_mailbox_serve(of_worker *worker)
{
    struct of_mailbox *mailbox = worker->mailbox;
    if (!atomic_load_explicit(&mailbox->is_asked, memory_order_acquire)) {
        return;
    }
    pthread_mutex_lock(&mailbox->lock);
    of_question *question = mailbox->question;
    if (question != NULL && !question->is_answered) {
        question->answer = answer(worker, question);
        question->is_answered = true;
        pthread_cond_broadcast(&mailbox->changed);
    }
    atomic_store_explicit(&mailbox->is_asked, false, memory_order_release);
    pthread_mutex_unlock(&mailbox->lock);
}

/* ---- the asker's side ---- */

static struct timespec deadline_of(int64_t timeout_ms)
{
    int64_t at_ms = of_clock_now_ms(&of_wall_clock) + timeout_ms;
    return (struct timespec){.tv_sec = (time_t)(at_ms / 1000),
                             .tv_nsec = (long)(at_ms % 1000) * 1000000};
}

of_status of_mailbox_ask(struct of_mailbox *mailbox, of_text key, int64_t timeout_ms,
                         of_buffer *json)
{
    of_assert(key.data != NULL);
    struct timespec deadline = deadline_of(timeout_ms);
    of_question question = {
        .key = key, .json = json, .answer = OF_RETRY_AS("no worker answered in time")};
    int waited = 0;
    pthread_mutex_lock(&mailbox->lock);
    while (mailbox->question != NULL && waited == 0) {
        waited = pthread_cond_timedwait(&mailbox->changed, &mailbox->lock, &deadline);
    }
    if (waited == 0) {
        mailbox->question = &question;
        atomic_store_explicit(&mailbox->is_asked, true, memory_order_release);
        while (!question.is_answered && waited == 0) {
            waited = pthread_cond_timedwait(&mailbox->changed, &mailbox->lock, &deadline);
        }
        mailbox->question = NULL;
        pthread_cond_broadcast(&mailbox->changed);
    }
    pthread_mutex_unlock(&mailbox->lock);
    return question.answer;
}
