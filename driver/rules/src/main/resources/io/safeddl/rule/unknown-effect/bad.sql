-- setup
CREATE TABLE orders (id bigint PRIMARY KEY);
-- statement
ALTER TABLE ALL IN TABLESPACE pg_default SET TABLESPACE pg_default;
-- statement
REASSIGN OWNED BY nobody TO somebody;
-- statement
DROP OWNED BY nobody;
-- statement
COPY orders FROM PROGRAM 'true';
