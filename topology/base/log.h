/* The log: one line per decision, a stable id, then key=value. Written where the decision is taken,
 * never in pure code. Lines go to stderr; the threshold is process-wide. Any thread. */
#pragma once

typedef enum of_log_level { OF_DEBUG, OF_INFO, OF_WARN, OF_ERROR } of_log_level;

/* of_log(OF_WARN, "TXN-FENCED", "task=%d epoch=%d", task, epoch); */
void of_log(of_log_level level, const char *id, const char *format, ...)
    __attribute__((format(printf, 3, 4)));
void of_log_threshold(of_log_level level);
