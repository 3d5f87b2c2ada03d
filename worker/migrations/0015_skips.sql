-- Why a unit cannot report; NULL for any other submission.
ALTER TABLE revisions ADD COLUMN reason TEXT;
ALTER TABLE current ADD COLUMN reason TEXT;
