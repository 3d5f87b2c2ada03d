-- How the token that this deployment reports upward with stands: JSON (worker/upward/token.ts). The token
-- itself is not in it.
ALTER TABLE deployment ADD COLUMN upward_token TEXT;
