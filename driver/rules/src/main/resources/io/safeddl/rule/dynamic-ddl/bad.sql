-- setup
CREATE TABLE orders (id bigint PRIMARY KEY);
-- statement
DO $$
DECLARE
  wanted text := 'orders';
BEGIN
  EXECUTE 'ALTER TABLE ' || wanted || ' ADD COLUMN note text';
END
$$;
