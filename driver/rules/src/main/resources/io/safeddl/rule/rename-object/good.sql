-- setup
CREATE TYPE state AS ENUM ('open', 'closed');
CREATE TABLE orders (id bigint PRIMARY KEY, amount numeric CONSTRAINT positive CHECK (amount > 0));
-- statement
ALTER TYPE state ADD VALUE 'opened';
-- statement
ALTER TABLE orders RENAME CONSTRAINT positive TO amount_positive;
-- statement
CREATE TYPE region AS ENUM ('north');
ALTER TYPE region RENAME VALUE 'north' TO 'south';
