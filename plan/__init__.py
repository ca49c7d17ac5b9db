"""What people say and decide: findings, actions, forum sessions; their rules. Pure: no files, no database, no pages."""
