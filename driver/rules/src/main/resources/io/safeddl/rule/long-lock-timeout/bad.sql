-- setup
CREATE TABLE orders (id bigint PRIMARY KEY);
-- statement
SET lock_timeout = '30s';
-- statement
SET lock_timeout TO 60000;
-- statement
SELECT set_config('lock_timeout', '1min', false);
