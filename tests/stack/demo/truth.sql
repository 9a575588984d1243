-- What the source tables say about each line and order, by the rules of the quantity ledger in SQL and
-- nothing of orderflow: the left side of the comparison. Quantities in thousandths, money in 1/10,000.
CREATE VIEW demo.leg AS
SELECT *, greatest(a, r + s + held) - r - s - held AS allocated, held - h AS picked, h AS shipped
FROM (SELECT order_id, line, allocation, site, a, r, greatest(s_erp, s_wms) AS s, h,
        greatest(p, u + h) - u AS held
    FROM (SELECT order_id, line, allocation, site, sum(a) AS a, sum(r) AS r, sum(s_erp) AS s_erp,
            sum(s_wms) AS s_wms, sum(p) AS p, sum(u) AS u, sum(h) AS h
        FROM (
            SELECT order_id, line, allocation, site, allocated_qty AS a, deallocated_qty AS r,
                shorted_qty AS s_erp, 0 AS s_wms, 0 AS p, 0 AS u, 0 AS h FROM erp.allocation
            UNION ALL
            SELECT order_id, line, allocation, site, 0, 0, 0, shorted_qty, picked_qty, put_back_qty, 0
            FROM wms.pick_task
            UNION ALL
            SELECT p.order_id, p.line, p.allocation, p.site, 0, 0, 0, 0, 0, 0,
                CASE WHEN EXISTS (SELECT FROM wms.ship_confirm c WHERE c.package = p.package
                    AND c.order_id = p.order_id AND NOT c.voided) THEN p.qty ELSE 0 END
            FROM wms.package p
        ) counters GROUP BY 1, 2, 3, 4
    ) legs
) held;

CREATE VIEW demo.ledger AS
SELECT *, least(greatest(0, rest), declared) AS backordered,
    greatest(0, rest) - least(greatest(0, rest), declared) AS open
FROM (SELECT l.order_id, l.line, l.item, l.unit_price, greatest(b.qty, l.net_qty) AS ordered,
        greatest(b.qty, l.net_qty) - l.net_qty AS cancelled, coalesce(g.allocated, 0) AS allocated,
        coalesce(g.picked, 0) AS picked, coalesce(g.shipped, 0) AS shipped,
        l.net_qty - coalesce(g.allocated + g.picked + g.shipped, 0) AS rest,
        coalesce((SELECT sum(greatest(0, requested_qty - confirmed_qty)) FROM erp.schedule_line s
            WHERE s.order_id = l.order_id AND s.line = l.line), 0) AS declared,
        EXISTS (SELECT FROM wms.warehouse_order w JOIN demo.leg USING (order_id, line, allocation, site)
            WHERE w.order_id = l.order_id AND w.line = l.line AND leg.allocated > 0
            AND w.status IN ('ACCEPTED', 'PICKING', 'STAGED', 'SHIPPED')) AS accepted
    FROM erp.order_line l
    JOIN demo.baseline b USING (order_id, line)
    LEFT JOIN (SELECT order_id, line, sum(allocated) AS allocated, sum(picked) AS picked,
            sum(shipped) AS shipped FROM demo.leg GROUP BY 1, 2) g USING (order_id, line)
) sums;

CREATE VIEW demo.line AS
SELECT *, CASE
    WHEN open + backordered + allocated + picked = 0 AND shipped = 0 THEN 'CANCELLED'
    WHEN open + backordered + allocated + picked = 0 THEN 'SHIPPED'
    WHEN shipped > 0 THEN 'PARTIALLY_SHIPPED'
    WHEN picked > 0 AND open + backordered + allocated = 0 THEN 'PICKED'
    WHEN picked > 0 OR accepted THEN 'IN_WAREHOUSE'
    WHEN allocated > 0 AND open + backordered = 0 THEN 'ALLOCATED'
    WHEN allocated > 0 THEN 'PARTIALLY_ALLOCATED'
    WHEN backordered > 0 THEN 'BACKORDERED'
    ELSE 'OPEN' END AS status
FROM demo.ledger;

CREATE VIEW demo.compared_lines AS
SELECT 'E1:' || order_id || '|' || line AS key, item, status,
    (ordered * 1000)::bigint AS ordered, (open * 1000)::bigint AS open,
    (backordered * 1000)::bigint AS backordered, (allocated * 1000)::bigint AS allocated,
    (picked * 1000)::bigint AS picked, (shipped * 1000)::bigint AS shipped,
    (cancelled * 1000)::bigint AS cancelled
FROM demo.line;

CREATE VIEW demo.compared_orders AS
SELECT 'E1:' || order_id AS key, h.channel, h.customer,
    CASE WHEN wanted = 0 THEN 'CANCELLED' WHEN gone = wanted THEN 'SHIPPED'
        WHEN shipped > 0 THEN 'PARTIALLY_SHIPPED' WHEN inside > 0 THEN 'IN_WAREHOUSE'
        WHEN full_lines = wanted THEN 'ALLOCATED' WHEN allocated > 0 THEN 'PARTIALLY_ALLOCATED'
        WHEN backordered > 0 THEN 'BACKORDERED' ELSE 'OPEN' END AS status,
    line_count, (ordered * 1000)::bigint AS ordered, (open * 1000)::bigint AS open,
    (backordered * 1000)::bigint AS backordered, (allocated * 1000)::bigint AS allocated,
    (picked * 1000)::bigint AS picked, (shipped * 1000)::bigint AS shipped,
    (cancelled * 1000)::bigint AS cancelled, (worth * 10000)::bigint AS worth,
    coalesce((paid * 10000)::bigint, 0) AS paid,
    (extract(epoch FROM h.booked_at) * 1000)::bigint AS booked_at,
    (extract(epoch FROM h.acknowledged_at) * 1000)::bigint AS acknowledged_at,
    (extract(epoch FROM s.shipped_at) * 1000)::bigint AS shipped_at
FROM erp.order_header h
JOIN (SELECT order_id, count(*) AS line_count, count(*) FILTER (WHERE status <> 'CANCELLED') AS wanted,
        count(*) FILTER (WHERE status = 'SHIPPED') AS gone,
        count(*) FILTER (WHERE status IN ('IN_WAREHOUSE', 'PICKED')) AS inside,
        count(*) FILTER (WHERE status = 'ALLOCATED') AS full_lines, sum(ordered) AS ordered,
        sum(open) AS open, sum(backordered) AS backordered, sum(allocated) AS allocated,
        sum(picked) AS picked, sum(shipped) AS shipped, sum(cancelled) AS cancelled,
        sum(round(ordered * unit_price, 4)) AS worth
    FROM demo.line GROUP BY 1) l USING (order_id)
LEFT JOIN (SELECT order_id, sum(amount) AS paid FROM erp.payment WHERE status = 'CAPTURED'
    GROUP BY 1) p USING (order_id)
LEFT JOIN (SELECT order_id, min(shipped_at) AS shipped_at FROM wms.ship_confirm WHERE NOT voided
    GROUP BY 1) s USING (order_id);
