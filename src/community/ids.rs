//! Dense indices: positions in the columns of a [`Community`](crate::Community).
//!
//! They are meaningful only inside the community that gave them. The ids of the source system stay
//! beside them as [`Ids`](super::Ids).

macro_rules! dense_index {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name(pub u32);

        impl $name {
            /// The position as a `usize`, for indexing.
            #[inline]
            pub fn index(self) -> usize {
                self.0 as usize
            }
        }
    };
}

dense_index!(
    /// A member: an account of the platform, or a placeholder for one that only messages mention.
    MemberId
);
dense_index!(
    /// A message; messages are sorted by time, so a smaller id is never later.
    MessageId
);
dense_index!(
    /// A thread (a root message and its replies).
    ThreadId
);
dense_index!(
    /// A group (Yammer group, channel, team).
    GroupId
);
dense_index!(
    /// A person of the roster: somebody who *could* take part.
    PersonId
);
