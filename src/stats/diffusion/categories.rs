//! Adopter categories: dates that cut the adopters into early and late, never labels on people.

use super::bass::Bass;

/// Mahajan, Muller and Srivastava's cuts of a Bass curve that has a peak; see [`Bass::categories`].
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct CurveCategories {
    /// Cuts in periods since launch: between early adopters and early majority (`T1`), at the peak (`t*`), and between
    /// late majority and laggards (`T2`). `T1` and `T2` are the inflections of the density. A cut before launch is
    /// negative: the category before it then holds nobody but the innovators.
    pub cuts: [f64; 3],
    /// Shares of the eventual adopters: innovators `p`, early adopters `F(T1) - p`, early majority `F(t*) - F(T1)`, late
    /// majority `F(T2) - F(t*)`, laggards `1 - F(T2)`.
    pub shares: [f64; 5],
}

/// Names of the five categories, in order of time.
pub const CATEGORY_NAMES: [&str; 5] =
    ["innovators", "early adopters", "early majority", "late majority", "laggards"];

/// Rogers' shares of the eventual adopters.
pub const ROGERS_SHARES: [f64; 5] = [0.025, 0.135, 0.34, 0.34, 0.16];

impl Bass {
    /// Categories by the curve itself: `T1 = -ln[(2+√3)p/q]/(p+q)`, `t* = ln(q/p)/(p+q)`,
    /// `T2 = -ln[p/(q(2+√3))]/(p+q)`; innovators are `p` of the eventual adopters (those of the first period).
    ///
    /// `None` when there is no peak (`q <= p`). Where `q/p < 2+√3` the first cut is before launch.
    ///
    /// ```
    /// use cmgraph::stats::diffusion::Bass;
    /// let television = Bass { p: 0.027877, q: 0.25105 }.categories().unwrap();
    /// let cuts: Vec<String> = television.cuts.iter().map(|t| format!("{t:.2}")).collect();
    /// assert_eq!(cuts, ["3.16", "7.88", "12.60"]);
    /// ```
    ///
    /// # Reference
    /// V. Mahajan, E. Muller, R. K. Srivastava, *Determination of adopter categories by using innovation diffusion models*,
    /// Journal of Marketing Research 27 (1990).
    pub fn categories(&self) -> Option<CurveCategories> {
        let peak = self.peak()?;
        let reach = (2.0 + 3.0_f64.sqrt()).ln() / (self.p + self.q);
        let cuts = [peak - reach, peak, peak + reach];
        let innovators = self.p.min(1.0);
        let marks = [
            0.0,
            innovators,
            self.adopted(cuts[0]).max(innovators),
            self.adopted(cuts[1]).max(innovators),
            self.adopted(cuts[2]).max(innovators),
            1.0,
        ];
        Some(CurveCategories { cuts, shares: std::array::from_fn(|i| marks[i + 1] - marks[i]) })
    }
}

/// One of Rogers' categories as far as it has come about.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct RogersCategory {
    /// Name, of [`CATEGORY_NAMES`].
    pub name: &'static str,
    /// Where it begins and ends, as adopters in order of adoption (a share of the eventual adopters; not rounded).
    pub from_rank: f64,
    /// End of the ranks; the last category ends with the ceiling.
    pub to_rank: f64,
    /// Time at which it begins, periods since launch; `None` if it has not.
    pub begins: Option<f64>,
    /// Time at which it is complete; `None` if it is not yet.
    pub ends: Option<f64>,
    /// Adopters seen in it.
    pub adopters: u64,
}

/// Rogers' categories on `eventual` adopters (`cN` of a fit whose ceiling is identified, not those seen so far).
///
/// The first 2.5 % are innovators, then 13.5 % early adopters, 34 % early majority, 34 % late majority, 16 % laggards, by
/// order of adoption. Times inside a bin are interpolated, as if its adopters came evenly. The tail is open: who has not
/// adopted is "not yet", and in no category.
///
/// # Arguments
/// `counts[i]` adopters between `edges[i]` and `edges[i+1]`.
///
/// # Returns
/// `None` with wrong lengths, edges that do not rise, or a ceiling that is not positive or below the adopters seen by more
/// than half a person (raise it to them first: a finite staff can be lucky).
///
/// ```
/// use cmgraph::stats::diffusion::rogers_categories;
/// // 40 of an expected 100 have adopted.
/// let found = rogers_categories(&[0.0, 1.0, 2.0, 3.0], &[5, 15, 20], 100.0).unwrap();
/// let adopters: Vec<u64> = found.iter().map(|category| category.adopters).collect();
/// assert_eq!(adopters, [2, 14, 24, 0, 0]);
/// assert_eq!(found[2].begins, Some(1.0 + 11.0 / 15.0));
/// assert_eq!(found[2].ends, None);
/// ```
///
/// # Reference
/// E. M. Rogers, *Diffusion of Innovations*.
pub fn rogers_categories(edges: &[f64], counts: &[u64], eventual: f64) -> Option<[RogersCategory; 5]> {
    let rising = edges.windows(2).all(|e| e[0] < e[1]) && edges.iter().all(|t| t.is_finite());
    if edges.len() != counts.len() + 1 || !rising || !(eventual > 0.0 && eventual.is_finite()) {
        return None;
    }
    let seen = counts.iter().try_fold(0_u64, |sum, &k| sum.checked_add(k))?;
    if seen as f64 > eventual + 0.5 {
        return None;
    }
    let mut marks = [0.0; 6];
    for (i, share) in ROGERS_SHARES.iter().enumerate() {
        marks[i + 1] = marks[i] + share * eventual;
    }
    marks[5] = eventual;
    // Whole people before a mark; the ceiling holds all who were seen.
    let before = |mark: f64| if mark == eventual { seen } else { seen.min((mark + 1e-9).floor() as u64) };
    Some(std::array::from_fn(|i| RogersCategory {
        name: CATEGORY_NAMES[i],
        from_rank: marks[i],
        to_rank: marks[i + 1],
        begins: time_of_rank(edges, counts, marks[i]),
        ends: time_of_rank(edges, counts, marks[i + 1]),
        adopters: before(marks[i + 1]) - before(marks[i]),
    }))
}

/// When the cumulative count reaches `rank`, linear inside bins.
fn time_of_rank(edges: &[f64], counts: &[u64], rank: f64) -> Option<f64> {
    if rank <= 0.0 {
        return edges.first().copied();
    }
    let mut before = 0.0;
    for (pair, &count) in edges.windows(2).zip(counts) {
        let count = count as f64;
        if before + count >= rank {
            return Some(pair[0] + (pair[1] - pair[0]) * (rank - before) / count);
        }
        before += count;
    }
    None
}
