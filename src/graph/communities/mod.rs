//! Groups that the ties themselves show, and how well they agree with groups known otherwise.
