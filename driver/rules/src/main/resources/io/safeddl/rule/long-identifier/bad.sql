-- setup
CREATE TABLE customers (id bigint PRIMARY KEY);
-- statement
CREATE TABLE orders (id bigint CONSTRAINT the_primary_key_of_the_table_that_holds_the_orders_of_all_customers PRIMARY KEY);
