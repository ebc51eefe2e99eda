"""What the spending of several buyers shows: Ibis tables in, Ibis tables out, money in whole pence."""
