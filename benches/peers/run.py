"""The same work by cmgraph, polars and duckdb in one run on one machine; prints times and ratios.

    python benches/peers/run.py Messages.csv [--repetitions 5] [--threads 2]

Needs polars, duckdb and numpy; scipy, statsmodels and lifelines for what they are compared in. Every measurement is a process of its own; the
median is given. `ratio` is the best peer's time by ours: above 1 we are faster. The file is read once before,
so that all find it in the page cache. Operations:

reply_arcs              CSV -> (who replied, to whom, how often)
mention_arcs            peers only: CSV -> (who mentions, whom, how often); ours does both in one pass
reply_and_mention_arcs  ours: both of the above at once
community               ours: everything, with words and question flags; peers: six columns into a table
trailing_active         distinct people active in the trailing 1, 7 and 28 days, every day, from memory
cohorts                 month of the first message by months since: distinct people, from memory
csr                     compressed rows of both directions from arrays of arcs (peer: scipy, one direction)
bass_one, bass_many     least-squares fit of 1 and of 1,000 made curves of 96 months (peer: Levenberg-Marquardt)
km, km_groups           Kaplan-Meier of the members' lifetimes, all and in 200 groups
"""

import argparse
import json
import os
import statistics
import subprocess
import sys
import time

import curves


def polars_work(op, file):
    import polars as pl

    scan = pl.scan_csv(file, infer_schema=False)
    ids = [pl.col(c).cast(pl.Int64, strict=False) for c in ("id", "replied_to_id", "sender_id")]
    at = pl.col("created_at").str.head(19).str.replace(" ", "T").str.to_datetime("%Y-%m-%dT%H:%M:%S", strict=False)
    if op == "reply_arcs":

        def work():
            rows = scan.select(*ids, at.alias("t")).collect(engine="streaming").lazy()
            authors = rows.select("id", pl.col("sender_id").alias("to"))
            replies = rows.filter(pl.col("replied_to_id").is_not_null())
            joined = replies.join(authors, left_on="replied_to_id", right_on="id")
            arcs = joined.filter(pl.col("sender_id") != pl.col("to")).group_by("sender_id", "to")
            return arcs.agg(pl.len(), pl.col("t").min().alias("a"), pl.col("t").max().alias("b")).collect().height
    elif op == "mention_arcs":

        def work():
            found = pl.col("body").str.extract_all(r"\[\[user:\d+\]\]").alias("m")
            rows = scan.select("sender_id", found).filter(pl.col("m").list.len() > 0)
            return rows.explode("m").group_by("sender_id", "m").agg(pl.len()).collect(engine="streaming").height
    elif op == "community":

        def work():
            more = [pl.col(c).cast(pl.Int64, strict=False) for c in ("thread_id", "group_id")]
            return scan.select(*ids, *more, at.alias("t")).collect(engine="streaming").height
    elif op == "trailing_active":
        rows = scan.select(pl.col("sender_id").cast(pl.Int64).alias("u"), at.alias("t")).collect()
        data = rows.select("u", (pl.col("t").dt.epoch("s") // 86400).cast(pl.Int32).alias("d"))

        def work():
            seen = data.unique().sort("u", "d")
            before = pl.when(pl.col("u").shift(1) == pl.col("u")).then(pl.col("d").shift(1))
            total = 0
            for width in (1, 7, 28):
                spans = seen.select("d", pl.max_horizontal(pl.col("d"), before + width).alias("from"))
                spans = spans.filter(pl.col("from") < pl.col("d") + width)
                up = spans.group_by(pl.col("from").alias("k")).agg(pl.len().cast(pl.Int64).alias("x"))
                down = spans.group_by((pl.col("d") + width).alias("k")).agg((-pl.len().cast(pl.Int64)).alias("x"))
                steps = pl.concat([up, down]).group_by("k").agg(pl.col("x").sum()).sort("k")
                total += steps.select(pl.col("x").cum_sum()).height
            return total
    elif op == "cohorts":
        rows = scan.select(pl.col("sender_id").cast(pl.Int64).alias("u"), at.alias("t")).collect()

        def work():
            month = pl.col("t").dt.year() * 12 + pl.col("t").dt.month().cast(pl.Int32)
            seen = rows.select("u", month.alias("m")).unique()
            first = seen.with_columns(pl.col("m").min().over("u").alias("c"))
            return first.group_by("c", (pl.col("m") - pl.col("c")).alias("k")).agg(pl.len().alias("n"))["n"].sum()
    else:
        return None
    return work


def duckdb_work(op, file):
    import duckdb

    con = duckdb.connect()
    con.execute(f"set threads={os.environ['PEER_THREADS']}")
    table = f"read_csv('{file}', all_varchar=true, header=true, quote='\"', escape='\"', max_line_size=10000000)"
    columns = "try_cast(id as bigint) id, try_cast(replied_to_id as bigint) r, try_cast(sender_id as bigint) s"
    at = "try_cast(replace(left(created_at, 19), ' ', 'T') as timestamp) t"
    if op == "reply_arcs":
        sql = (
            f"with m as (select {columns}, {at} from {table}) "
            "select count(*) from (select a.s, b.s, count(*), min(a.t), max(a.t) from m a join m b on a.r = b.id "
            "where a.s <> b.s group by a.s, b.s)"
        )
    elif op == "mention_arcs":
        sql = (
            "select count(*) from (select s, u, count(*) from (select sender_id s, "
            rf"unnest(regexp_extract_all(body, '\[\[user:(\d+)\]\]', 1)) u from {table} "
            "where contains(body, '[[user:')) group by s, u)"
        )
    elif op == "community":
        sql = f"select count(id + s + t1 + g) + count(t) from (select {columns}, {at}, try_cast(thread_id as bigint) t1, try_cast(group_id as bigint) g from {table})"

        def work():
            more = "try_cast(thread_id as bigint) t1, try_cast(group_id as bigint) g"
            return con.execute(f"select {columns}, {at}, {more} from {table}").to_arrow_table().num_rows

        return work
    elif op == "cohorts":
        con.execute(f"create table m as select try_cast(sender_id as bigint) u, {at} from {table}")
        sql = (
            "with a as (select distinct u, (year(t) * 12 + month(t))::integer m from m), "
            "f as (select m, min(m) over (partition by u) c from a), "
            "n as (select c, m - c k, count(*) n from f group by all) select sum(n) from n"
        )
    else:
        return None
    return lambda: con.execute(sql).fetchone()[0]


def scipy_work(op, file):
    if op != "csr":
        return curves.work("scipy", op, file)
    import polars as pl
    import scipy.sparse as sp

    rows = pl.scan_csv(file, infer_schema=False).select(
        pl.col(c).cast(pl.Int64, strict=False) for c in ("id", "replied_to_id", "sender_id")
    ).collect()
    authors = rows.select("id", pl.col("sender_id").alias("to"))
    joined = rows.join(authors, left_on="replied_to_id", right_on="id").filter(pl.col("sender_id") != pl.col("to"))
    arcs = joined.group_by("sender_id", "to").agg(pl.len().alias("w")).sort("sender_id", "to")
    names = pl.concat([arcs["sender_id"], arcs["to"]]).unique().sort()
    u = names.search_sorted(arcs["sender_id"]).to_numpy()
    v = names.search_sorted(arcs["to"]).to_numpy()
    w = arcs["w"].cast(pl.Float64).to_numpy()
    n = len(names)
    return lambda: sp.csr_array((w, (u, v)), shape=(n, n)).nnz


PEERS = {
    "polars": polars_work,
    "duckdb": duckdb_work,
    "scipy": scipy_work,
    "statsmodels": lambda op, file: curves.work("statsmodels", op, file),
    "lifelines": lambda op, file: curves.work("lifelines", op, file),
}
OPERATIONS = {
    "reply_arcs": "reply_arcs",
    "reply_and_mention_arcs": "reply_arcs",
    "mention_arcs": None,
    "community": "community",
    "trailing_active": "trailing_active",
    "cohorts": "cohorts",
    "csr": "csr",
    "bass_one": "bass_one",
    "bass_many": "bass_many",
    "km": "km",
    "km_groups": "km_groups",
}


def peer(name, op, file, repetitions):
    work = PEERS[name](op, file)
    if work is None:
        return
    times, check = [], None
    for _ in range(repetitions):
        start = time.perf_counter()
        check = work()
        times.append(time.perf_counter() - start)
    with open("/proc/self/status") as status:
        peak = next(int(line.split()[1]) // 1024 for line in status if line.startswith("VmHWM"))
    out = dict(peer=name, op=op, median_s=statistics.median(times), min_s=min(times), peak_mib=peak, check=check)
    print(json.dumps(out))


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("file")
    parser.add_argument("--repetitions", type=int, default=5)
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--peer", help=argparse.SUPPRESS)
    parser.add_argument("--op", help=argparse.SUPPRESS)
    a = parser.parse_args()
    for name in ("RAYON_NUM_THREADS", "POLARS_MAX_THREADS", "PEER_THREADS"):
        os.environ[name] = str(a.threads)
    if a.peer:
        return peer(a.peer, a.op, a.file, a.repetitions)
    file = os.path.abspath(a.file)
    with open(file, "rb", buffering=0) as f:
        while f.read(1 << 24):
            pass
    root = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
    subprocess.run(["cargo", "bench", "--quiet", "--bench", "peers"], cwd=root, check=True, stdout=subprocess.DEVNULL)
    found = {}

    def run(key, command):
        done = subprocess.run(command, cwd=root, capture_output=True, text=True)
        lines = [line for line in done.stdout.splitlines() if line.startswith("{")]
        if lines:
            found[key] = json.loads(lines[-1])
        elif done.returncode:
            print(f"{key}: {done.stderr.strip().splitlines()[-1] if done.stderr.strip() else 'failed'}", file=sys.stderr)

    for op, against in OPERATIONS.items():
        if against:
            ours = ["cargo", "bench", "--quiet", "--bench", "peers", "--", op, file, str(a.repetitions)]
            run(("cmgraph", op), ours)
        for name in PEERS:
            me = [sys.executable, os.path.abspath(__file__), file, "--repetitions", str(a.repetitions)]
            run((name, op), [*me, "--threads", str(a.threads), "--peer", name, "--op", op])
    print(f"{'operation':24}{'tool':12}{'median':>12}{'min':>12}{'peak MiB':>10}{'ratio':>8}")
    for op, against in OPERATIONS.items():
        ours = found.get(("cmgraph", op))
        best = min((r["median_s"] for (n, o), r in found.items() if o == against and n != "cmgraph"), default=None)
        for name in ("cmgraph", *PEERS):
            r = found.get((name, op))
            if r is None:
                continue
            ratio = f"{best / ours['median_s']:.2f}" if name == "cmgraph" and best and ours else ""
            print(f"{op:24}{name:12}{r['median_s'] * 1e3:10.3f}ms{r['min_s'] * 1e3:10.3f}ms{r['peak_mib']:10}{ratio:>8}")


if __name__ == "__main__":
    main()
