-- setup
CREATE TABLE bookings (id bigint PRIMARY KEY, during tsrange);
-- statement
ALTER TABLE bookings ADD CONSTRAINT no_overlap EXCLUDE USING gist (during WITH &&);
