-- setup
CREATE TABLE orders (id bigint PRIMARY KEY, state text, total int);
CREATE TABLE customers (id bigint PRIMARY KEY, order_id bigint, vip boolean);
-- statement
UPDATE orders SET total = 0 WHERE state <> 'paid';
-- statement
DELETE FROM orders USING customers WHERE customers.order_id = orders.id AND NOT vip;
-- statement
INSERT INTO orders (id, state) SELECT order_id, 'new' FROM customers WHERE vip;
