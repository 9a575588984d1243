-- The analyst's side of the comparison, over the tables that the JDBC sink made of the topics: the same
-- columns as demo.compared_lines and demo.compared_orders.
CREATE VIEW compared_lines AS
SELECT key, item, status, ledger_ordered AS ordered, ledger_open AS open,
    ledger_backordered AS backordered, ledger_allocated AS allocated, ledger_picked AS picked,
    ledger_shipped AS shipped, ledger_cancelled AS cancelled
FROM line_state;

CREATE VIEW compared_orders AS
SELECT key, channel, customer, fulfil_status AS status, line_count, totals_ordered AS ordered,
    totals_open AS open, totals_backordered AS backordered, totals_allocated AS allocated,
    totals_picked AS picked, totals_shipped AS shipped, totals_cancelled AS cancelled,
    c.ordered AS worth, c.paid AS paid,
    (extract(epoch FROM milestones_booked) * 1000)::bigint AS booked_at,
    (extract(epoch FROM milestones_acknowledged) * 1000)::bigint AS acknowledged_at,
    (extract(epoch FROM milestones_first_shipped) * 1000)::bigint AS shipped_at
FROM order_state JOIN order_state_commercial c USING (key);
