-- setup
CREATE TABLE orders (id bigint PRIMARY KEY);
-- statement
ALTER TABLE ALL IN TABLESPACE pg_default SET TABLESPACE pg_default;
