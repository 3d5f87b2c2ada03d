-- Id of the token that took a token's place; the token itself ends soon after.
ALTER TABLE tokens ADD COLUMN successor TEXT;
CREATE INDEX tokens_by_successor ON tokens (successor) WHERE successor IS NOT NULL;

-- Id of the token a code gave: whoever asks again with the same secret is answered the same.
ALTER TABLE codes ADD COLUMN token TEXT;
