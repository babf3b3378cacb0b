# Sourced by ./run and ./test. Some package feeds carry no Aspire.* package, or not the version that this solution is built for; the build
# then does without (UseAspire=false).
# The decision comes from the environment (UseAspire), else the marker file .no-aspire, else the feed itself is asked once.
choose_aspire() {
  local answer

  if [[ -n "${UseAspire:-}" ]]; then
    echo "UseAspire=$UseAspire, as the environment says; unset it to let the package feed decide."
    return
  fi

  if [[ -e .no-aspire ]]; then
    echo "Without Aspire, as .no-aspire says; remove that file to ask the package feed again."
    return
  fi

  if answer=$(DOTNET_CLI_UI_LANGUAGE=en dotnet restore FtlAuth.AppHost -p:UseAspire=true 2>&1 </dev/null); then
    echo "With Aspire; set UseAspire=false to do without."
    return
  fi

  if feed_lacks_aspire "$answer"; then
    touch .no-aspire
    echo "Without Aspire, since the package feed has none of the version needed; remove .no-aspire to ask it again."
    return
  fi

  echo "$answer" >&2
  echo "The packages cannot be restored, for another reason than a feed without Aspire: see above." >&2
  exit 1
}

# Only the feed's own word counts. One that cannot be reached says nothing about its packages, though the SDK resolver
# then reports «No packages exist» too, beside a mere warning about the service index.
feed_lacks_aspire() {
  local trouble
  for trouble in NU1301 "Unable to load the service index" "Failed to retrieve"; do
    [[ "$1" != *"$trouble"* ]] || return 1
  done
  [[ "$1" =~ NU110[12][^$'\n']*Aspire\. ]] \
    || [[ "$1" == *MSB4236* && ("$1" == *"No packages exist with this id"* || "$1" == *"Unable to find package Aspire."*) ]]
}
