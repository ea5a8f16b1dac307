//! The graph in time: series of windows, decay, exchanges.

mod cursor;
mod decay;
mod ping_pong;
mod series;

pub use cursor::SeriesCursor;
pub use decay::{DEFAULT_HALF_LIFE_DAYS, Decay};
pub use ping_pong::{DEFAULT_EXCHANGE_DAYS, PairExchange, PingPong, PingPongOptions, ping_pong};
pub use series::GraphSeries;
