-- The ERP's and the WMS's tables of the demo: the columns that the reference mappings read
-- (processors/intake/reference), and beside them, in schema demo, what only the source can know.
CREATE SCHEMA erp;
CREATE SCHEMA wms;
CREATE SCHEMA demo;

CREATE TABLE erp.order_header (
    order_id text PRIMARY KEY,
    type text NOT NULL,
    status text NOT NULL,
    channel text,
    customer text,
    customer_po text,
    currency text,
    priority smallint,
    captured_at timestamptz,
    booked_at timestamptz,
    acknowledged_at timestamptz,
    requested_date date,
    ship_complete boolean,
    partial_allowed boolean,
    invoice_policy text,
    backorder_policy text
);

CREATE TABLE erp.order_line (
    order_id text,
    line text,
    item text,
    net_qty numeric(15, 3) NOT NULL,
    substituted_out numeric(15, 3) NOT NULL,
    unit_price numeric(15, 4),
    requested_date date,
    promise_date date,
    parent_line text,
    site text,
    PRIMARY KEY (order_id, line)
);

CREATE TABLE erp.schedule_line (
    order_id text,
    line text,
    seq text,
    requested_qty numeric(15, 3) NOT NULL,
    confirmed_qty numeric(15, 3) NOT NULL,
    date date,
    PRIMARY KEY (order_id, line, seq)
);

CREATE TABLE erp.allocation (
    order_id text,
    line text,
    allocation text,
    site text NOT NULL,
    allocated_qty numeric(15, 3) NOT NULL,
    deallocated_qty numeric(15, 3) NOT NULL,
    shorted_qty numeric(15, 3) NOT NULL,
    at timestamptz,
    PRIMARY KEY (order_id, line, allocation)
);

CREATE TABLE erp.payment (
    order_id text,
    payment text,
    method text,
    amount numeric(15, 4) NOT NULL,
    status text NOT NULL,
    paid_at timestamptz,
    PRIMARY KEY (order_id, payment)
);

CREATE TABLE wms.warehouse_order (
    order_id text,
    line text,
    allocation text,
    site text NOT NULL,
    warehouse_order text,
    status text NOT NULL,
    at timestamptz,
    PRIMARY KEY (warehouse_order, order_id, line, allocation)
);

CREATE TABLE wms.pick_task (
    order_id text NOT NULL,
    line text NOT NULL,
    allocation text NOT NULL,
    site text,
    task text,
    picked_qty numeric(15, 3) NOT NULL,
    shorted_qty numeric(15, 3) NOT NULL,
    put_back_qty numeric(15, 3) NOT NULL,
    short_reason text,
    at timestamptz,
    PRIMARY KEY (site, task)
);

CREATE TABLE wms.package (
    order_id text,
    line text,
    allocation text,
    site text NOT NULL,
    package text,
    qty numeric(15, 3) NOT NULL,
    shipment text,
    tracking text,
    carrier text,
    PRIMARY KEY (package, order_id, line, allocation)
);

CREATE TABLE wms.ship_confirm (
    order_id text,
    shipment text,
    package text,
    site text NOT NULL,
    tracking text,
    carrier text,
    shipped_at timestamptz,
    voided boolean NOT NULL,
    PRIMARY KEY (shipment, package, order_id)
);

-- A change event must carry the row as it was, or a delete could not say whose it is.
DO $$
DECLARE
    name text;
BEGIN
    FOR name IN SELECT schemaname || '.' || tablename FROM pg_tables
        WHERE schemaname IN ('erp', 'wms')
    LOOP
        EXECUTE 'ALTER TABLE ' || name || ' REPLICA IDENTITY FULL';
    END LOOP;
END $$;

-- What was ordered: the quantity at the acknowledgement, raised by later increases. The tables above
-- only know what is still wanted.
CREATE TABLE demo.baseline (
    order_id text,
    line text,
    qty numeric(15, 3) NOT NULL,
    PRIMARY KEY (order_id, line)
);

CREATE FUNCTION demo.note_line() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (SELECT FROM erp.order_header h
        WHERE h.order_id = new.order_id AND h.acknowledged_at IS NOT NULL)
    THEN
        INSERT INTO demo.baseline VALUES (new.order_id, new.line, new.net_qty)
            ON CONFLICT (order_id, line)
            DO UPDATE SET qty = greatest(demo.baseline.qty, new.net_qty);
    ELSE
        INSERT INTO demo.baseline VALUES (new.order_id, new.line, new.net_qty)
            ON CONFLICT (order_id, line) DO UPDATE SET qty = new.net_qty;
    END IF;
    RETURN NULL;
END $$;

CREATE TRIGGER note_line AFTER INSERT OR UPDATE ON erp.order_line
    FOR EACH ROW EXECUTE FUNCTION demo.note_line();
