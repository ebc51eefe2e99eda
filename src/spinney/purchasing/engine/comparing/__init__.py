"""What the spending of several buyers shows: Ibis tables in and out, money in whole pence."""
