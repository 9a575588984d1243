-- Orders of the demo, each lived through in SQL: a seed and a number decide everything about an order,
-- so the same seed always makes the same world.
--
--   psql -v seed=1 -v first=1 -v last=200 -f orders.sql
--
-- Each step of a life commits on its own, as the programs of an ERP and a warehouse do.

-- A number from 0 to below - 1 that depends on nothing but its arguments.
CREATE OR REPLACE FUNCTION demo.pick(seed text, n int, what text, below int) RETURNS int
LANGUAGE sql IMMUTABLE AS $$
    SELECT (('x' || substr(md5(seed || '/' || n || '/' || what), 1, 8))::bit(32)::bigint % below)::int
$$;

CREATE OR REPLACE FUNCTION demo.moment(n int, minutes int) RETURNS timestamptz
LANGUAGE sql IMMUTABLE AS $$
    SELECT timestamptz '2026-03-02 08:00+00' + make_interval(mins => 7 * n + minutes)
$$;

CREATE OR REPLACE FUNCTION demo.book(seed text, n int) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
    id text := (1000 + n)::text;
BEGIN
    INSERT INTO erp.order_header VALUES (id, 'STANDARD', 'OPEN',
        (ARRAY['WEB', 'EDI', 'PHONE', 'SHOP'])[1 + demo.pick(seed, n, 'channel', 4)],
        'C' || demo.pick(seed, n, 'customer', 40), 'PO-' || id, 'EUR', 1 + demo.pick(seed, n, 'priority', 5),
        demo.moment(n, 0), demo.moment(n, 1), NULL, demo.moment(n, 0)::date + 7, false, true,
        'PER_SHIPMENT', 'WAIT');
    INSERT INTO erp.order_line
        SELECT id, line::text, 'SKU-' || demo.pick(seed, n, 'item' || line, 60),
            -- Every fifth line is a weight or a length.
            1 + demo.pick(seed, n, 'qty' || line, 9) +
                CASE WHEN demo.pick(seed, n, 'part' || line, 5) = 0 THEN 0.125 ELSE 0 END,
            0, 9.99 + demo.pick(seed, n, 'price' || line, 900), demo.moment(n, 0)::date + 7,
            demo.moment(n, 0)::date + 8, NULL,
            (ARRAY['DC1', 'DC2'])[1 + demo.pick(seed, n, 'site' || line, 2)]
        FROM generate_series(1, 1 + demo.pick(seed, n, 'lines', 4)) line;
END $$;

CREATE OR REPLACE FUNCTION demo.acknowledge(seed text, n int, fate text) RETURNS void
LANGUAGE plpgsql AS $$
DECLARE
    id text := (1000 + n)::text;
BEGIN
    IF fate = 'edited before' THEN
        UPDATE erp.order_line SET net_qty = net_qty + 5 WHERE order_id = id AND line = '1';
        UPDATE erp.order_line SET net_qty = net_qty - 3 WHERE order_id = id AND line = '1';
    END IF;
    IF fate <> 'unacknowledged' THEN
        UPDATE erp.order_header SET acknowledged_at = demo.moment(n, 3) WHERE order_id = id;
    END IF;
    IF fate = 'reduced' THEN
        UPDATE erp.order_line SET net_qty = net_qty * 0.5 WHERE order_id = id AND line = '1';
    ELSIF fate = 'raised' THEN
        UPDATE erp.order_line SET net_qty = net_qty + 2.5 WHERE order_id = id AND line = '1';
    ELSIF fate = 'backordered' THEN
        INSERT INTO erp.schedule_line
            SELECT order_id, line, '1', net_qty, net_qty - 1, demo.moment(n, 0)::date + 8
            FROM erp.order_line WHERE order_id = id AND line = '1';
    ELSIF fate = 'cancelled' THEN
        UPDATE erp.order_header SET status = 'CANCELLED' WHERE order_id = id;
        UPDATE erp.order_line SET net_qty = 0 WHERE order_id = id;
    END IF;
END $$;

CREATE OR REPLACE FUNCTION demo.allocate(seed text, n int, fate text) RETURNS void
LANGUAGE plpgsql AS $$
DECLARE
    id text := (1000 + n)::text;
BEGIN
    INSERT INTO erp.allocation
        SELECT l.order_id, l.line, 'A' || l.line, l.site, coalesce(s.confirmed_qty, l.net_qty), 0, 0,
            demo.moment(n, 10)
        FROM erp.order_line l LEFT JOIN erp.schedule_line s USING (order_id, line)
        WHERE l.order_id = id AND coalesce(s.confirmed_qty, l.net_qty) > 0;
    IF fate = 'allocation lost' THEN
        DELETE FROM erp.allocation WHERE order_id = id AND line = '1';
    END IF;
END $$;

CREATE OR REPLACE FUNCTION demo.pick_goods(seed text, n int, fate text) RETURNS void
LANGUAGE plpgsql AS $$
DECLARE
    id text := (1000 + n)::text;
BEGIN
    -- The picker finds half of line 1 of a short order.
    INSERT INTO wms.pick_task
        SELECT order_id, line, allocation, site, 'T' || order_id || '-' || line,
            CASE WHEN short THEN allocated_qty * 0.5 ELSE allocated_qty END,
            CASE WHEN short THEN allocated_qty - (allocated_qty * 0.5)::numeric(15, 3) ELSE 0 END,
            0, CASE WHEN short THEN 'not found' END, demo.moment(n, 40)
        FROM (SELECT *, fate = 'short' AND line = '1' AS short FROM erp.allocation
            WHERE order_id = id) a;
    UPDATE wms.warehouse_order SET status = 'PICKING', at = demo.moment(n, 41) WHERE order_id = id;
END $$;

-- One package per site; a package of its own per line where the order goes out in parts.
CREATE OR REPLACE FUNCTION demo.ship(seed text, n int, fate text) RETURNS void
LANGUAGE plpgsql AS $$
DECLARE
    id text := (1000 + n)::text;
BEGIN
    INSERT INTO wms.package
        SELECT order_id, line, 'A' || line, site, 'P' || box, qty, 'S' || box, 'TRK' || box, 'UPS'
        FROM (SELECT l.order_id, l.line, l.site, coalesce(p.picked_qty, l.net_qty) AS qty,
                l.order_id || '-' || CASE WHEN fate = 'in parts' THEN l.line ELSE l.site END AS box
            FROM erp.order_line l
            LEFT JOIN wms.pick_task p ON p.order_id = l.order_id AND p.line = l.line
            WHERE l.order_id = id) boxes
        WHERE qty > 0;
    INSERT INTO wms.ship_confirm
        SELECT DISTINCT order_id, shipment, package, site, tracking, carrier, demo.moment(n, 90), false
        FROM wms.package
        WHERE order_id = id AND (fate <> 'in parts' OR line = '1');
    UPDATE wms.warehouse_order w SET status = 'SHIPPED', at = demo.moment(n, 91)
        WHERE order_id = id AND EXISTS (SELECT FROM wms.package p JOIN wms.ship_confirm USING (package)
            WHERE p.order_id = id AND p.line = w.line);
    IF fate = 'taken back' THEN
        UPDATE wms.ship_confirm SET voided = true WHERE order_id = id;
    END IF;
END $$;

CREATE OR REPLACE FUNCTION demo.pay(seed text, n int) RETURNS void LANGUAGE sql AS $$
    INSERT INTO erp.payment
        SELECT order_id, '1', 'CARD', sum(net_qty * unit_price), 'AUTHORISED', demo.moment(n, 5)
        FROM erp.order_line WHERE order_id = (1000 + n)::text GROUP BY order_id;
    UPDATE erp.payment SET status = 'CAPTURED', paid_at = demo.moment(n, 95)
        WHERE order_id = (1000 + n)::text;
    UPDATE erp.payment SET status = 'REFUNDED'
        WHERE order_id = (1000 + n)::text AND demo.pick(seed, n, 'refund', 6) = 0;
$$;

-- How far an order gets: 1 booked, 2 allocated, 3 released, 4 picked, 5 shipped and paid.
CREATE OR REPLACE FUNCTION demo.stage(fate text) RETURNS int LANGUAGE sql IMMUTABLE AS $$
    SELECT CASE fate
        WHEN 'cancelled' THEN 1 WHEN 'unacknowledged' THEN 1
        WHEN 'allocated' THEN 2 WHEN 'allocation lost' THEN 2
        WHEN 'released' THEN 3 WHEN 'picked' THEN 4 ELSE 5 END
$$;

CREATE OR REPLACE PROCEDURE demo.live(seed text, first int, last int) LANGUAGE plpgsql AS $$
DECLARE
    fates text[] := ARRAY['cancelled', 'unacknowledged', 'edited before', 'reduced', 'raised', 'short',
        'short', 'backordered', 'allocated', 'allocation lost', 'released', 'picked', 'in parts',
        'taken back', 'unannounced', 'smooth', 'smooth', 'smooth', 'smooth', 'smooth'];
    n int;
    fate text;
BEGIN
    FOR n IN first..last LOOP
        fate := fates[1 + demo.pick(seed, n, 'fate', array_length(fates, 1))];
        PERFORM demo.book(seed, n);
        COMMIT;
        PERFORM demo.acknowledge(seed, n, fate);
        COMMIT;
        -- Nobody told the ERP of an unannounced shipment: the goods simply leave.
        IF fate <> 'unannounced' AND demo.stage(fate) >= 2 THEN
            PERFORM demo.allocate(seed, n, fate);
            COMMIT;
        END IF;
        IF fate <> 'unannounced' AND demo.stage(fate) >= 3 THEN
            INSERT INTO wms.warehouse_order
                SELECT order_id, line, allocation, site, 'W' || order_id, 'ACCEPTED',
                    demo.moment(n, 20)
                FROM erp.allocation WHERE order_id = (1000 + n)::text;
            COMMIT;
        END IF;
        IF fate <> 'unannounced' AND demo.stage(fate) >= 4 THEN
            PERFORM demo.pick_goods(seed, n, fate);
            COMMIT;
        END IF;
        IF demo.stage(fate) >= 5 THEN
            PERFORM demo.ship(seed, n, fate);
            COMMIT;
            PERFORM demo.pay(seed, n);
            COMMIT;
        END IF;
    END LOOP;
END $$;

CALL demo.live(:'seed', :first, :last);
