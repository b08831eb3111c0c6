"""Input made to do harm: each ends in one sentence or a right result, soon and in little memory."""
