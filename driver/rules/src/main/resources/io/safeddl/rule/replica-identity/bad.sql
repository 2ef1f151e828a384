-- setup
CREATE TABLE events (at timestamptz, what text);
CREATE TABLE orders (id bigint PRIMARY KEY);
-- statement
CREATE PUBLICATION example_events FOR TABLE events;
-- statement
ALTER TABLE orders REPLICA IDENTITY NOTHING;
