using System.Diagnostics;

namespace FtlAuth.Gateway.Jwks;

/// <summary>
/// The question for a key that the set does not have: one look answers everybody who asks meanwhile, and after it none is taken for the length
/// of a cool-down, so that a flood of unknown keys costs nothing.
/// </summary>
internal sealed class KeyLook(TimeProvider time)
{
    private readonly Lock _gate = new();
    private TaskCompletionSource _answer = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private Alarm _cooledDown = Alarm.Past;
    private bool _closed;

    /// <summary>Called when somebody asks; must not block.</summary>
    public Action? Asked { get; set; }

    /// <summary>Which request asked first, for the trace.</summary>
    public ActivityContext AskedBy { get; private set; }

    /// <summary>Whether somebody waits for a look.</summary>
    public bool IsAsked { get; private set; }

    /// <summary>Ends with the look; at once in the cool-down.</summary>
    public Task AskAsync()
    {
        lock (_gate)
        {
            if (_closed || (!IsAsked && !_cooledDown.HasCome(time.GetUtcNow())))
            {
                return Task.CompletedTask;
            }

            if (!IsAsked)
            {
                IsAsked = true;
                AskedBy = Activity.Current?.Context ?? default;
                Asked?.Invoke();
            }

            return _answer.Task;
        }
    }

    /// <summary>Lets go whoever waits for the look.</summary>
    /// <param name="cooledDown">When the next one may be taken.</param>
    public void Answer(DateTimeOffset cooledDown)
    {
        TaskCompletionSource answer;
        lock (_gate)
        {
            IsAsked = false;
            _cooledDown = new Alarm(time.GetUtcNow(), cooledDown);
            answer = _answer;
            _answer = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        }

        answer.SetResult();
    }

    /// <summary>Nobody is left waiting when no look will be taken any more.</summary>
    public void Close()
    {
        lock (_gate)
        {
            _closed = true;
        }

        Answer(DateTimeOffset.MinValue);
    }
}
