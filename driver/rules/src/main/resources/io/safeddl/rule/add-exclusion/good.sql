-- setup
CREATE TABLE bookings (id bigint PRIMARY KEY, during tsrange);
-- statement
CREATE TABLE bookings_new (LIKE bookings, CONSTRAINT no_overlap EXCLUDE USING gist (during WITH &&));
