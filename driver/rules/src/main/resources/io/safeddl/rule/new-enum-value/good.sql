-- setup
CREATE TYPE state AS ENUM ('open', 'closed');
CREATE TABLE orders (id bigint PRIMARY KEY, state state);
-- transaction
ALTER TYPE state ADD VALUE 'shipped';
-- statement
UPDATE orders SET state = 'closed' WHERE id = 1;
