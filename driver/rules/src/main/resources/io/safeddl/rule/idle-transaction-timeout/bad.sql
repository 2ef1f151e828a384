-- setup
CREATE TABLE orders (id bigint PRIMARY KEY);
-- statement
SET idle_in_transaction_session_timeout = 0;
-- statement
SET idle_in_transaction_session_timeout = '2h';
