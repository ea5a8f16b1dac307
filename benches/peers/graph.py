"""Kernels of the graph by cmgraph and by other libraries in one run on one machine; prints times and ratios.

    python benches/peers/graph.py ARCS [--operations a,b] [--peers igraph,networkit] [--threads 2] [--limit 120]

ARCS is a CSV file with the columns from, to, weight (`cmgraph graph EXPORT --format csv --table arcs` writes one), or a
numpy .npz with the arrays src, dst, w and n. Needs numpy and, for what they are compared in, scipy, networkx, igraph,
networkit, rustworkx, scikit-network and cynetdiff; a library that is missing is left out. Every measurement is a process of its own: the
graph is built first and not timed, the operation then runs five times, fewer where it takes long; the median is given.
`ratio` is the best peer's time by ours: above 1 we are faster. `check` is a number that should agree.

For the directed graph: build, strength, reciprocity, pagerank (weighted, L1 change below 1e-9), hits, weak, strong. For
the graph without directions (weights of both ways added): betweenness (exact), betweenness_256 (from 256 sources),
betweenness_eps (within .01 of every pair share with probability .9), closeness and harmonic (exact, everybody), constraint,
effective_size, core, triangles (local clustering of everybody), articulation, louvain, leiden (check: modularity).

How a word spreads, against the arcs, by weighted cascade (one over the number of those a member acts on): influence and
influence_lt (50 seeds, epsilon .1, independent cascade and linear threshold; check: members reached) and cascade (1,000
independent cascades from the 50 members on whom most act).
"""

import argparse
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time

OPERATIONS = (
    "build strength reciprocity pagerank hits weak strong betweenness betweenness_256 betweenness_eps closeness harmonic "
    "constraint effective_size core triangles articulation louvain leiden influence influence_lt cascade"
).split()
# Exact betweenness and all-pairs distances in a peer: minutes to hours above so many ties.
SLOW = {"betweenness": 120_000, "effective_size": 120_000}
TOLERANCE = 1e-9


class Arcs:
    """Arcs and ties as arrays."""

    def __init__(self, file):
        import numpy as np

        self.np = np
        if file.endswith(".npz"):
            data = np.load(file)
            self.n, self.u, self.v, self.w = int(data["n"]), data["src"], data["dst"], data["w"].astype(float)
        else:
            with open(file) as lines:
                names = {}
                head = lines.readline().strip().split(",")
                at = [head.index(name) for name in ("from", "to", "weight")]
                rows = [[line.rstrip("\n").split(",")[i] for i in at] for line in lines]
            number = lambda name: names.setdefault(name, len(names))
            self.u = np.array([number(row[0]) for row in rows], np.int64)
            self.v = np.array([number(row[1]) for row in rows], np.int64)
            self.w = np.array([float(row[2]) for row in rows])
            self.n = len(names)

    def ties(self):
        import scipy.sparse as sp

        a = sp.csr_array((self.w, (self.u, self.v)), shape=(self.n, self.n))
        a = sp.triu(a + a.T, 1).tocoo()
        return a.row, a.col, a.data

    def write(self, out):
        """u64 members, u64 arcs, u32 sources, u32 targets, f64 weights."""
        np = self.np
        np.array([self.n, len(self.u)], np.uint64).tofile(out)
        self.u.astype(np.uint32).tofile(out)
        self.v.astype(np.uint32).tofile(out)
        self.w.astype(np.float64).tofile(out)

    def modularity(self, labels):
        np = self.np
        u, v, w = self.ties()
        labels = np.asarray(labels)
        strength = np.bincount(u, w, self.n) + np.bincount(v, w, self.n)
        total = w.sum()
        inside = w[labels[u] == labels[v]].sum()
        of = np.bincount(labels, strength)
        return inside / total - ((of / (2 * total)) ** 2).sum()


def igraph_work(op, arcs):
    import random

    import igraph as ig

    ig.set_random_number_generator(random.Random(1))
    directed = op in ("build", "strength", "reciprocity", "pagerank", "hits", "weak", "strong")
    u, v, w = (arcs.u, arcs.v, arcs.w) if directed else arcs.ties()
    make = lambda: ig.Graph(n=arcs.n, edges=arcs.np.column_stack([u, v]), directed=directed)
    if op == "build":
        return make, lambda g: g.ecount()
    g = make()
    g.es["w"] = w
    sources = arcs.np.random.default_rng(1).choice(arcs.n, min(256, arcs.n), replace=False).tolist()
    communities = lambda c: arcs.modularity(c.membership)
    return {
        "strength": (lambda: (g.strength(mode="in", weights="w"), g.strength(mode="out", weights="w")), lambda r: max(r[0])),
        "reciprocity": (lambda: g.reciprocity(), float),
        "pagerank": (lambda: g.pagerank(weights="w"), max),
        "hits": (lambda: g.authority_score(weights="w"), None),
        "weak": (lambda: g.connected_components("weak"), lambda c: max(c.sizes())),
        "strong": (lambda: g.connected_components("strong"), lambda c: max(c.sizes())),
        "betweenness": (lambda: g.betweenness(directed=False), max),
        "betweenness_256": (lambda: g.betweenness(directed=False, sources=sources), None),
        "closeness": (lambda: g.closeness(), lambda r: max(x for x in r if x == x)),
        "harmonic": (lambda: g.harmonic_centrality(), max),
        "constraint": (lambda: g.constraint(weights="w"), lambda r: statistics.fmean(x for x in r if x == x)),
        "core": (lambda: g.coreness(), max),
        "triangles": (lambda: g.transitivity_local_undirected(mode="zero"), statistics.fmean),
        "articulation": (lambda: g.articulation_points(), len),
        "louvain": (lambda: g.community_multilevel(weights="w"), communities),
        "leiden": (lambda: g.community_leiden("modularity", weights="w", n_iterations=-1), communities),
    }.get(op)


def networkit_work(op, arcs):
    import networkit as nk

    nk.setNumberOfThreads(int(os.environ["PEER_THREADS"]))
    nk.setSeed(1, False)
    directed = op in ("build", "pagerank", "weak", "strong")
    u, v, w = (arcs.u, arcs.v, arcs.w) if directed else arcs.ties()
    pairs = (u.astype(arcs.np.uint64), v.astype(arcs.np.uint64))
    make = lambda: nk.GraphFromCoo((w, pairs), n=arcs.n, weighted=True, directed=directed)
    if op == "build":
        return make, lambda g: g.numberOfEdges()
    g = make()
    hops = nk.graphtools.toUnweighted(g)

    def ran(make, get):
        def work():
            algorithm = make()
            algorithm.run()
            return get(algorithm)

        return work

    scores = lambda a: a.scores()
    labels = lambda a: a.getPartition()
    quality = lambda p: arcs.modularity(p.getVector())
    c = nk.centrality

    def pagerank():
        algorithm = c.PageRank(g, damp=0.85, tol=TOLERANCE)
        algorithm.norm = c.Norm.L1_NORM
        return algorithm

    return {
        "pagerank": (ran(pagerank, scores), max),
        "betweenness": (ran(lambda: c.Betweenness(hops), scores), lambda r: max(r) / 2),
        "betweenness_256": (ran(lambda: c.EstimateBetweenness(hops, 256, parallel=True), scores), None),
        "betweenness_eps": (ran(lambda: c.KadabraBetweenness(hops, 0.01, 0.1), scores), max),
        "closeness": (ran(lambda: c.Closeness(hops, True, c.ClosenessVariant.GENERALIZED), scores), max),
        "harmonic": (ran(lambda: c.HarmonicCloseness(hops, False), scores), max),
        "core": (ran(lambda: c.CoreDecomposition(hops), scores), max),
        "triangles": (ran(lambda: c.LocalClusteringCoefficient(hops, True), scores), statistics.fmean),
        "weak": (ran(lambda: nk.components.WeaklyConnectedComponents(g), lambda a: a.getComponentSizes()), lambda s: max(s.values())),
        "strong": (
            ran(lambda: nk.components.StronglyConnectedComponents(g), lambda a: a.getComponentSizes()),
            lambda s: max(s.values()),
        ),
        "louvain": (ran(lambda: nk.community.PLM(g, False), labels), quality),
        "leiden": (ran(lambda: nk.community.ParallelLeiden(g), labels), quality),
    }.get(op)


def rustworkx_work(op, arcs):
    import rustworkx as rx

    directed = op in ("build", "pagerank", "hits", "weak", "strong")
    u, v, w = (arcs.u, arcs.v, arcs.w) if directed else arcs.ties()
    rows = list(zip(u.tolist(), v.tolist(), w.tolist(), strict=True))

    def make():
        g = rx.PyDiGraph() if directed else rx.PyGraph()
        g.add_nodes_from(range(arcs.n))
        g.add_edges_from(rows)
        return g

    if op == "build":
        return make, lambda g: g.num_edges()
    g = make()
    largest = lambda parts: max(map(len, parts))
    return {
        "pagerank": (lambda: rx.pagerank(g, weight_fn=float, tol=TOLERANCE / arcs.n, max_iter=1000), lambda r: max(r.values())),
        "betweenness": (lambda: rx.betweenness_centrality(g, normalized=False), lambda r: max(r.values())),
        "closeness": (lambda: rx.closeness_centrality(g), lambda r: max(r.values())),
        "core": (lambda: rx.core_number(g), lambda r: max(r.values())),
        "weak": (lambda: rx.weakly_connected_components(g), largest),
        "strong": (lambda: rx.strongly_connected_components(g), largest),
        "articulation": (lambda: rx.articulation_points(g), len),
    }.get(op)


def scipy_work(op, arcs):
    import numpy as np
    import scipy.sparse as sp
    from scipy.sparse.csgraph import connected_components

    shape = (arcs.n, arcs.n)
    make = lambda: sp.csr_array((arcs.w, (arcs.u, arcs.v)), shape=shape)
    if op == "build":
        return make, lambda a: a.nnz
    a = make()
    if op == "pagerank":

        def work():
            out = a.sum(axis=1)
            step = (sp.diags_array(np.divide(1, out, where=out > 0, out=np.zeros(arcs.n))) @ a).T.tocsr()
            x = np.full(arcs.n, 1 / arcs.n)
            while True:
                new = 0.85 * (step @ x + x[out == 0].sum() / arcs.n) + 0.15 / arcs.n
                if np.abs(new - x).sum() < TOLERANCE:
                    return new
                x = new

        return work, max
    if op == "hits":

        def work():
            back = a.T.tocsr()
            hubs = np.full(arcs.n, 1 / arcs.n)
            while True:
                authorities = back @ hubs
                new = a @ (authorities / authorities.max())
                new /= new.sum()
                if np.abs(new - hubs).sum() < TOLERANCE:
                    return authorities / authorities.sum()
                hubs = new

        return work, max
    return {
        "strength": (lambda: (a.sum(axis=0), a.sum(axis=1)), lambda r: r[0].max()),
        "reciprocity": (lambda: ((a != 0).multiply((a != 0).T)).nnz / a.nnz, float),
        "weak": (lambda: connected_components(a, True, "weak"), lambda r: np.bincount(r[1]).max()),
        "strong": (lambda: connected_components(a, True, "strong"), lambda r: np.bincount(r[1]).max()),
    }.get(op)


def networkx_work(op, arcs):
    import networkx as nx

    if op != "effective_size":
        return None
    u, v, _ = arcs.ties()
    g = nx.Graph()
    g.add_nodes_from(range(arcs.n))
    g.add_edges_from(zip(u.tolist(), v.tolist(), strict=True))
    return lambda: nx.effective_size(g), lambda r: statistics.fmean(x for x in r.values() if x == x)


def scikit_network_work(op, arcs):
    import scipy.sparse as sp
    from sknetwork.clustering import Leiden, Louvain
    from sknetwork.ranking import HITS

    shape = (arcs.n, arcs.n)
    if op == "hits":
        a = sp.csr_matrix((arcs.w, (arcs.u, arcs.v)), shape=shape)
        return lambda: HITS().fit(a), None
    if op in ("louvain", "leiden"):
        u, v, w = arcs.ties()
        a = sp.csr_matrix((w, (u, v)), shape=shape)
        a = (a + a.T).tocsr()
        make = Louvain if op == "louvain" else Leiden
        return lambda: make(random_state=1).fit_predict(a), arcs.modularity
    return None


def cynetdiff_work(op, arcs):
    if op != "cascade":
        return None
    import array

    import numpy as np
    from cynetdiff.models import IndependentCascadeModel

    # A word goes from the member acted on to the one who acts.
    voice, listener = arcs.v.astype(np.int64), arcs.u.astype(np.int64)
    heard = np.bincount(listener, minlength=arcs.n)
    seeds = np.argsort(-np.bincount(voice, minlength=arcs.n), kind="stable")[:50].tolist()
    order = np.argsort(voice, kind="stable")
    starts = np.searchsorted(voice[order], np.arange(arcs.n))
    numbers = lambda kind, values: array.array(kind, values.tolist())
    model = IndependentCascadeModel(
        numbers("I", starts), numbers("I", listener[order]), activation_probs=numbers("f", 1.0 / heard[listener[order]])
    )
    model.set_seeds(set(seeds))

    def work():
        total = 0
        for _ in range(1000):
            model.reset_model()
            model.advance_until_completion()
            total += model.get_num_activated_nodes()
        return total / 1000

    return work, float


def numpy_work(op, arcs):
    """Reverse influence sampling as notebooks have it: 20,000 sets, no guarantee."""
    if op != "influence":
        return None
    import numpy as np

    listener, voice = arcs.u.astype(np.int64), arcs.v.astype(np.int64)
    order = np.argsort(listener, kind="stable")
    heard = np.bincount(listener, minlength=arcs.n)
    start = np.concatenate([[0], np.cumsum(heard)])
    voices = voice[order]

    def work():
        rng, of = np.random.default_rng(1), {}
        for at, root in enumerate(rng.integers(0, arcs.n, 20_000)):
            seen, queue = {int(root)}, [int(root)]
            while queue:
                member = queue.pop()
                if heard[member]:
                    row = voices[start[member] : start[member + 1]]
                    for other in row[rng.random(len(row)) < 1.0 / heard[member]]:
                        if int(other) not in seen:
                            seen.add(int(other))
                            queue.append(int(other))
            for member in seen:
                of.setdefault(member, set()).add(at)
        met = set()
        for _ in range(50):
            new = set(of[max(of, key=lambda member: len(of[member]))])
            met |= new
            for sets in of.values():
                sets -= new
        return len(met) * arcs.n / 20_000

    return work, float


PEERS = {
    "cynetdiff": cynetdiff_work,
    "numpy": numpy_work,
    "igraph": igraph_work,
    "networkit": networkit_work,
    "rustworkx": rustworkx_work,
    "scipy": scipy_work,
    "scikit-network": scikit_network_work,
    "networkx": networkx_work,
}


def peer(name, op, file):
    arcs = Arcs(file)
    if len(arcs.u) > SLOW.get(op, len(arcs.u)) and name != "cmgraph":
        return
    found = PEERS[name](op, arcs)
    if found is None:
        return
    work, check = found
    times, result = [], None
    while len(times) < 5 and sum(times) < 20:
        start = time.perf_counter()
        result = work()
        times.append(time.perf_counter() - start)
    value = float(check(result)) if check else None
    print(json.dumps({"median_s": statistics.median(times), "min_s": min(times), "check": value}))


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("arcs")
    parser.add_argument("--operations", default=",".join(OPERATIONS))
    parser.add_argument("--peers", default=",".join(PEERS))
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--limit", type=float, default=120, help="seconds after which a measurement is given up")
    parser.add_argument("--peer", help=argparse.SUPPRESS)
    a = parser.parse_args()
    for name in ("RAYON_NUM_THREADS", "OMP_NUM_THREADS", "PEER_THREADS"):
        os.environ[name] = str(a.threads)
    if a.peer:
        return peer(a.peer, a.operations, a.arcs)
    file = os.path.abspath(a.arcs)
    root = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
    built = subprocess.run(
        ["cargo", "bench", "--quiet", "--bench", "peers", "--no-run", "--message-format=json"],
        cwd=root,
        check=True,
        capture_output=True,
        text=True,
    )
    ours = [json.loads(line).get("executable") for line in built.stdout.splitlines() if '"executable":"' in line][-1]

    def run(label, command):
        try:
            done = subprocess.run(command, cwd=root, capture_output=True, text=True, timeout=a.limit)
        except subprocess.TimeoutExpired:
            print(f"{label}: given up after {a.limit:g} s", file=sys.stderr)
            return None
        lines = [line for line in done.stdout.splitlines() if line.startswith("{")]
        if not lines and done.returncode:
            last = done.stderr.strip().splitlines()[-1:] or ["failed"]
            print(f"{label}: {last[0]}", file=sys.stderr)
        return json.loads(lines[-1]) if lines else None

    with tempfile.TemporaryDirectory() as folder:
        binary = os.path.join(folder, "arcs.bin")
        with open(binary, "wb") as out:
            Arcs(file).write(out)
        print(f"{'operation':18}{'tool':16}{'median':>14}{'min':>14}{'ratio':>9}  check")
        for op in a.operations.split(","):
            rows = {"cmgraph": run(f"cmgraph {op}", [ours, f"graph:{op}", binary, "5"])}
            for name in a.peers.split(","):
                me = [sys.executable, os.path.abspath(__file__), file, "--threads", str(a.threads)]
                rows[name] = run(f"{name} {op}", [*me, "--peer", name, "--operations", op])
            best = min((r["median_s"] for n, r in rows.items() if r and n != "cmgraph"), default=None)
            for name, r in rows.items():
                if r is None:
                    continue
                ratio = f"{best / r['median_s']:.2f}" if name == "cmgraph" and best else ""
                check = "" if r["check"] is None else f"{r['check']:.6g}"
                times = f"{r['median_s'] * 1e3:12.2f}ms{r['min_s'] * 1e3:12.2f}ms"
                print(f"{op:18}{name:16}{times}{ratio:>9}  {check}", flush=True)


if __name__ == "__main__":
    main()
