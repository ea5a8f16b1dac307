//! The graph in time: series of windows, decay, exchanges.
