export function BandLegend() {
  return (
    <div className="q-legend">
      <span>
        <svg width="22" height="10" className="q-chart" style={{ width: 22 }} aria-hidden="true">
          <path className="q-band-line" d="M0 5H22" />
        </svg>
        mean over masks
      </span>
      <span>
        <svg width="22" height="10" className="q-chart" style={{ width: 22 }} aria-hidden="true">
          <rect className="q-band-outer" width="22" height="10" />
          <rect className="q-band-inner" width="22" height="10" />
        </svg>
        25 to 75 % of masks
      </span>
      <span>
        <svg width="22" height="10" className="q-chart" style={{ width: 22 }} aria-hidden="true">
          <rect className="q-band-outer" width="22" height="10" />
        </svg>
        5 to 95 % of masks
      </span>
      <span>
        <svg width="22" height="10" className="q-chart" style={{ width: 22 }} aria-hidden="true">
          <rect className="q-interval" width="22" height="10" />
        </svg>
        interval of the critical size
      </span>
    </div>
  );
}
