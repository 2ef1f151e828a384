-- setup
CREATE TABLE orders (id bigint PRIMARY KEY);
-- statement
DO $$
BEGIN
  IF NOT EXISTS (SELECT FROM pg_catalog.pg_tables WHERE tablename = 'invoices') THEN
    ALTER TABLE orders ADD COLUMN note text;
  END IF;
END
$$;
