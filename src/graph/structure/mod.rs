//! How ties hang together: triangles, holes, cores, cuts.
