-- Everything that makes an output difficult: tabs, wide characters, long lines, several lines.
CREATE INDEX orders_customer_id_idx ON public.orders (customer_id);
SELECT 1;	ALTER TABLE	orders	ADD CONSTRAINT "数量は正" CHECK (quantity > 0);
ALTER TABLE public.order_line_with_a_very_long_name_indeed ALTER COLUMN another_very_long_column_name SET DATA TYPE numeric(20, 4), ALTER COLUMN b TYPE bigint;
CREATE
  UNIQUE INDEX
  orders_number_key
  ON orders (number)
  INCLUDE (id)
  WHERE number > 0;
FROBNICATE orders, "a|b", '50% <b>off</b>';
DROP TABLE IF EXISTS "legacy, orders";
/* safeddl:allow drop-table: it is empty */ CREATE TABLE fresh (id bigint PRIMARY KEY);
\echo done
